import { describe, expect, it } from "vitest";
import { readMailSearch } from "./mailSearch";
import { canSendAgain, isFinal, linksIn, transportWords } from "./mailWords";

describe("how mail leaves", () => {
  it("says first that it does not, and what to do", () => {
    const mailbox = transportWords({ kind: "mailbox", sender: null, problem: null });
    expect(mailbox.title).toBe("No mail leaves this instance");
    expect(mailbox.words).toContain("RESEND_API_KEY");
    expect(mailbox.tone).toBe("kept");
  });

  it("gives a problem in the server's words, and else the sender", () => {
    const sender = "Tenure <time@example.com>";
    expect(transportWords({ kind: "smtp", sender, problem: "The password is wrong." })).toEqual({
      title: "Mail by SMTP has a problem",
      words: "The password is wrong.",
      tone: "broken",
    });
    expect(transportWords({ kind: "resend", sender, problem: null }).words).toContain(sender);
  });
});

it("waits for what can still change, and offers to send again what ended badly", () => {
  expect(isFinal("queued")).toBe(false);
  expect(isFinal("sent")).toBe(false);
  expect(isFinal("kept")).toBe(true);
  expect(canSendAgain("failed")).toBe(true);
  expect(canSendAgain("kept")).toBe(true);
  expect(canSendAgain("bounced")).toBe(false);
  expect(canSendAgain("delivered")).toBe(false);
  expect(canSendAgain("queued")).toBe(false);
});

it("finds the links to pass on once each, and not the instance's own address", () => {
  const link = "https://time.example.com/invitation#abc_-1";
  const text = `Join Acme\n\n${link}\n\nor: ${link}\nTenure, https://time.example.com`;
  expect(linksIn(text)).toEqual([link]);
});

it("reads an address with what it does not know left out", () => {
  expect(readMailSearch({ tab: "samples", state: "failed", find: "ada", message: "m-1" })).toEqual({
    tab: "samples",
    state: "failed",
    find: "ada",
    message: "m-1",
  });
  expect(readMailSearch({ tab: "other", state: "lost", find: "", message: 7 })).toEqual({});
});
