import { createMemoryHistory } from "@tanstack/react-router";
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { App } from "../../app/App";
import { createApp } from "../../app/createApp";
import { fakeServer, Status } from "../../app/fakeServer";
import { invitation, member, membership, session } from "../../app/fixtures";

const page = <Row,>(rows: Row[]) => ({ page: rows, isDone: true, continueCursor: "end" });

const acme = membership("acme", "admin");
const base = `/organizations/${acme.organization.id}`;

function open(answers: Record<string, unknown>, address = "/o/acme/members?show=invitations") {
  const server = fakeServer({
    "GET /auth/session": session([acme]),
    "GET /timers": page([]),
    [`GET ${base}/timer`]: { entry: null, now: new Date().toISOString() },
    [`GET ${base}/members`]: page([member()]),
    [`GET ${base}/invitations`]: page([]),
    ...answers,
  });
  render(<App {...createApp(createMemoryHistory({ initialEntries: [address] }))} env="test" />);
  return server;
}

it("shows what was understood of a pasted list, sends that, and says what came of each", async () => {
  const sent: unknown[] = [];
  const keysSent: (string | null)[] = [];
  open({
    [`POST ${base}/invitations`]: async (request: Request) => {
      sent.push(await request.json());
      keysSent.push(request.headers.get("Idempotency-Key"));
      return sent.length === 1
        ? new Status(503, { code: "overloaded", title: "Overloaded", status: 503 })
        : new Status(201, {
            results: [
              {
                email: "ines@example.com",
                outcome: "created",
                invitation: invitation(),
                link: "https://tenure.example/invitation#secret",
                detail: null,
              },
              {
                email: "robin@example.com",
                outcome: "alreadyMember",
                invitation: null,
                link: null,
                detail: null,
              },
            ],
          });
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "Invite" }));
  const drawer = await screen.findByRole("dialog", { name: "Invite to Organization acme" });
  await userEvent.click(within(drawer).getByLabelText("E-mail addresses"));
  await userEvent.paste("Ines <ines@example.com>; robin@example.com, nonsense");
  expect(await within(drawer).findByText("2 addresses understood")).toBeTruthy();
  expect(within(drawer).getByText("Ines · ines@example.com")).toBeTruthy();
  expect(within(drawer).getByText("Not understood, and left out: nonsense")).toBeTruthy();

  const send = within(drawer).getByRole("button", { name: "Invite 2 people" });
  await userEvent.click(send);
  await within(drawer).findByText("Nobody was invited");
  await userEvent.click(send);
  await within(drawer).findByText(/1 person is invited, 1 is not\./);
  expect(within(drawer).getByLabelText<HTMLInputElement>("Link for ines@example.com").value).toBe(
    "https://tenure.example/invitation#secret",
  );
  expect(within(drawer).getByText("Is a member already")).toBeTruthy();
  expect(sent[0]).toEqual({
    emails: ["ines@example.com", "robin@example.com"],
    role: "member",
    note: null,
  });
  // Trying again is the same request, so that a lost answer invites nobody twice.
  expect(sent[1]).toEqual(sent[0]);
  expect(keysSent[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keysSent[1]).toBe(keysSent[0]);
});

it("says where the mail is, and on demand what the provider said", async () => {
  const bounced = invitation({
    delivery: {
      state: "bounced",
      at: "2026-11-23T09:00:00.000Z",
      attempts: 2,
      reason: "550 5.1.1 no such user",
    },
    renewalAskedAt: "2026-11-23T10:00:00.000Z",
  });
  open({ [`GET ${base}/invitations`]: page([bounced]) });
  const row = await screen.findByRole("row", { name: /ines@example.com/ });
  expect(within(row).getByText("Asked for a new link")).toBeTruthy();
  expect(screen.queryByText("550 5.1.1 no such user")).toBeNull();
  await userEvent.click(within(row).getByRole("button", { name: /Bounced\. Details$/ }));
  const story = await screen.findByRole("dialog", { name: /^Mail to ines@example.com/ });
  expect(story.textContent).toContain("550 5.1.1 no such user");
  expect(story.textContent).toContain("Attempts2");
});

it("makes a new link where the old one is not kept, and says that the old one ends", async () => {
  const asked: unknown[] = [];
  open({
    [`GET ${base}/invitations`]: page([invitation()]),
    [`GET ${base}/invitations/invitation-1/link`]: { link: null },
    [`POST ${base}/invitations/invitation-1/resend`]: async (request: Request) => {
      asked.push(await request.json());
      return { invitation: invitation({ sends: 2 }), link: "https://tenure.example/invitation#2" };
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "More for ines@example.com" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Copy link" }));
  const dialog = await screen.findByRole("dialog", { name: "Link for ines@example.com" });
  expect(await within(dialog).findByText(/the link that was mailed ends/)).toBeTruthy();
  await userEvent.click(within(dialog).getByRole("button", { name: "Make a new link" }));
  const field = await within(dialog).findByLabelText<HTMLInputElement>("Link for ines@example.com");
  expect(field.value).toBe("https://tenure.example/invitation#2");
  expect(asked).toEqual([{ deliver: "link" }]);
});

it("tells those who may not see invitations which role may", async () => {
  const viewer = {
    ...acme,
    role: "viewer" as const,
    permissions: membership("acme", "viewer").permissions,
  };
  open({ "GET /auth/session": session([viewer]) });
  expect(await screen.findByText("Invitations are seen by managers and above")).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>("button", { name: "Invite" }).disabled).toBe(true);
});
