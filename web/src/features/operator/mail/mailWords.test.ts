import { describe, expect, it } from "vitest";
import { transportWords } from "./mailWords";

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
