import { createMemoryHistory } from "@tanstack/react-router";
import { render, screen } from "@testing-library/react";
import { expect, it } from "vitest";
import type { MailStatus } from "../../../api/types";
import { App } from "../../../app/App";
import { createApp } from "../../../app/createApp";
import { fakeServer } from "../../../app/fakeServer";
import { membership, session } from "../../../app/fixtures";

const mine = session([membership("mine")]);
const operator = { ...mine, user: mine.user && { ...mine.user, isOperator: true } };

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

function open() {
  render(<App {...createApp(createMemoryHistory({ initialEntries: ["/operator"] }))} env="test" />);
}

it("says first whether mail leaves, then what waits and why messages failed", async () => {
  fakeServer({ "GET /auth/session": operator, "GET /operator/mail": status });
  open();
  expect(await screen.findByRole("heading", { name: "No mail leaves this instance" })).toBeTruthy();
  expect(screen.getByText("421 Later")).toBeTruthy();
  expect(screen.getByText(/2 given up, 1 put off/)).toBeTruthy();
});

it("asks nothing of the server for those who are no operators, and says so", async () => {
  const { requests } = fakeServer({ "GET /auth/session": mine, "GET /operator/mail": status });
  open();
  expect(await screen.findByRole("heading", { name: /for operators/ })).toBeTruthy();
  expect(requests).not.toContain("GET /operator/mail");
  expect(screen.queryByRole("link", { name: "Mail" })).toBeNull();
});
