import { createMemoryHistory } from "@tanstack/react-router";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { MailMessage, MailStatus, WholeMailMessage } from "../../../api/types";
import { App } from "../../../app/App";
import { createApp } from "../../../app/createApp";
import { fakeServer, Status } from "../../../app/fakeServer";
import { membership, session } from "../../../app/fixtures";

const mine = session([membership("mine")]);
const operator = { ...mine, user: mine.user && { ...mine.user, isOperator: true } };
const page = <Row,>(rows: Row[]) => ({ page: rows, isDone: true, continueCursor: "end" });

const status: MailStatus = {
  transport: { kind: "mailbox", sender: null, problem: null },
  counts: {
    queued: 0,
    kept: 3,
    sent: 0,
    delayed: 0,
    delivered: 0,
    bounced: 0,
    complained: 0,
    suppressed: 0,
    failed: 2,
    cancelled: 0,
  },
  oldestQueuedAt: null,
  lastHour: { sent: 0, failed: 2, retried: 1 },
  failures: [{ state: "failed", reason: "421 Later", count: 2, exampleMessageId: "m-1" }],
  suppressed: 0,
};

const failed: MailMessage = {
  id: "m-1",
  kind: "invitation",
  recipient: "grace@example.com",
  subject: "Join Acme",
  state: "failed",
  attempts: 8,
  reason: "421 Later",
  createdAt: "2026-11-25T09:00:00.000Z",
  stateAt: "2026-11-25T10:00:00.000Z",
  dueAt: null,
  organizationId: null,
};

const story: WholeMailMessage = {
  ...failed,
  text: "Join: https://time.example.com/invitation#abc",
  html: "<h1>Join</h1>",
  events: [{ at: "2026-11-25T10:00:00.000Z", kind: "failed", detail: "421 Later" }],
};

const answers = {
  "GET /auth/session": operator,
  "GET /operator/mail": status,
  "GET /operator/mail/messages": page([failed]),
  "GET /operator/mail/messages/m-1": story,
};

function open(address: string) {
  const app = createApp(createMemoryHistory({ initialEntries: [address] }));
  render(<App {...app} env="test" />);
  return app;
}

it("says first whether mail leaves, then what waits and why messages failed", async () => {
  fakeServer(answers);
  open("/operator");
  const overview = within(await screen.findByRole("main"));
  await userEvent.click(await overview.findByRole("link", { name: /^Mail/ }));
  expect(await screen.findByRole("heading", { name: "No mail leaves this instance" })).toBeTruthy();
  expect(screen.getAllByText("421 Later").length).toBeGreaterThan(0);
  expect(screen.getByText(/2 given up, 1 put off/)).toBeTruthy();
});

it("asks nothing of the server for those who are no operators, and says so", async () => {
  const { requests } = fakeServer({ ...answers, "GET /auth/session": mine });
  open("/operator");
  expect(await screen.findByRole("heading", { name: /for operators/ })).toBeTruthy();
  expect(requests.filter((request) => request.includes("/operator/"))).toEqual([]);
  expect(screen.queryByRole("link", { name: "Mail" })).toBeNull();
});

it("tells one message's story, its links to pass on, and queues it again", async () => {
  const { requests } = fakeServer({
    ...answers,
    "POST /operator/mail/messages/m-1/retry": { ...failed, state: "queued" },
  });
  const { router } = open("/operator/mail");
  await userEvent.click(await screen.findByRole("button", { name: "Join Acme" }));
  const drawer = await screen.findByRole("dialog");
  expect(await within(drawer).findByText("Given up")).toBeTruthy();
  expect(within(drawer).getByText("https://time.example.com/invitation#abc")).toBeTruthy();
  expect(router.state.location.search).toEqual({ message: "m-1" });
  await userEvent.click(within(drawer).getByRole("button", { name: "Send again" }));
  await waitFor(() => expect(requests).toContain("POST /operator/mail/messages/m-1/retry"));
});

it("asks for what the address names: a state, and a part of an address", async () => {
  const asked: string[] = [];
  fakeServer({
    ...answers,
    "GET /operator/mail/messages": (request: Request) => {
      asked.push(new URL(request.url).search);
      return page([]);
    },
  });
  open("/operator/mail?state=failed&find=grace");
  expect(await screen.findByRole("heading", { name: "No message fits" })).toBeTruthy();
  expect(asked).toEqual(["?state=failed&search=grace&limit=50"]);
});

it("follows a test message until nothing more happens to it", async () => {
  let state: MailMessage["state"] = "queued";
  fakeServer({
    ...answers,
    "POST /operator/mail/test": new Status(202, { ...failed, id: "m-2", state: "queued" }),
    "GET /operator/mail/messages/m-2": () => {
      const told = { ...story, id: "m-2", reason: null, state };
      state = "delivered";
      return told;
    },
  });
  open("/operator/mail");
  await userEvent.click(await screen.findByRole("button", { name: /^Send a test message/ }));
  const dialog = await screen.findByRole("dialog");
  await userEvent.click(within(dialog).getByRole("button", { name: "Send" }));
  const outcome = await within(dialog).findByRole("status");
  expect(outcome.textContent).toContain("Queued");
  await waitFor(() => expect(outcome.textContent).toContain("Delivered"), { timeout: 3_000 });
});

it("lifts a suppression only after asking", async () => {
  const { requests } = fakeServer({
    ...answers,
    "GET /operator/mail/suppressions": page([
      {
        address: "grace@example.com",
        cause: "bounced",
        reason: "550 No such user",
        messageId: null,
        createdAt: "2026-11-25T09:00:00.000Z",
      },
    ]),
    "DELETE /operator/mail/suppressions/grace%40example.com": new Status(204),
  });
  open("/operator/mail?tab=suppressed");
  await userEvent.click(await screen.findByRole("button", { name: "Lift for grace@example.com" }));
  const dialog = await screen.findByRole("dialog");
  const lifted = "DELETE /operator/mail/suppressions/grace%40example.com";
  expect(requests).not.toContain(lifted);
  await userEvent.click(within(dialog).getByRole("button", { name: "Lift" }));
  await waitFor(() => expect(requests).toContain(lifted));
});
