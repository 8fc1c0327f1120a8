import { createMemoryHistory } from "@tanstack/react-router";
import { act, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { InvitationOffer, Session } from "../../api/types";
import { App } from "../../app/App";
import { createApp } from "../../app/createApp";
import { fakeServer, Status } from "../../app/fakeServer";
import { membership, session } from "../../app/fixtures";

const acme = membership("acme", "member");
const mine = membership("mine");
const nobody: Session = { ...session([]), user: null };

function offer(part: Partial<InvitationOffer> = {}): InvitationOffer {
  return {
    organization: "Organization acme",
    inviter: "Mara Lindqvist",
    role: "member",
    email: "ada@example.com",
    note: "We start on Monday.",
    expiresAt: "2026-12-02T09:00:00.000Z",
    account: "none",
    signedInAs: null,
    ...part,
  };
}

const accepted = { ...session([mine, acme]), membership: acme };

function refusal(status: number, code: string): Status {
  return new Status(status, { status, code, title: code });
}

function open() {
  const history = createMemoryHistory({ initialEntries: ["/invitation#the-token"] });
  const app = createApp(history);
  render(<App {...app} env="test" />);
  return app;
}

function isInAcme(router: ReturnType<typeof open>["router"]) {
  return waitFor(() => {
    expect(router.state.location.pathname).toBe("/o/acme/timer");
    expect(
      screen.getByRole("button", { name: /^Organization:/ }).textContent?.includes("acme"),
    ).toBe(true);
  });
}

afterEach(() => sessionStorage.clear());

describe("accepting", () => {
  it("takes one click of the signed-in, and is in the organization without asking again", async () => {
    const { requests } = fakeServer({
      "GET /auth/session": session([mine]),
      "GET /invitations/the-token": offer({
        account: "exists",
        signedInAs: { email: "ada@example.com", matches: true },
      }),
      "POST /invitations/the-token/accept": accepted,
    });
    const { router } = open();
    await userEvent.click(await screen.findByRole("button", { name: "Join Organization acme" }));
    await isInAcme(router);
    expect(requests.filter((request) => request === "GET /auth/session")).toHaveLength(1);
  });

  it("makes an account for the invited address, which stays as it is", async () => {
    let sent: unknown;
    fakeServer({
      "GET /auth/session": nobody,
      "GET /invitations/the-token": offer(),
      "POST /invitations/the-token/accept": async (request: Request) => {
        sent = await request.json();
        return new Status(201, accepted);
      },
    });
    const { router } = open();
    const address = await screen.findByLabelText<HTMLInputElement>("E-mail address");
    expect([address.value, address.readOnly]).toEqual(["ada@example.com", true]);
    await userEvent.type(screen.getByLabelText("Your name"), "Ada");
    await userEvent.type(screen.getByLabelText("Password"), "correct horse");
    await userEvent.click(screen.getByRole("button", { name: "Create account and join" }));
    await isInAcme(router);
    expect(sent).toEqual({ name: "Ada", password: "correct horse" });
  });

  it("signs in to an account that is there, and joins in the same step", async () => {
    let password = "";
    const { requests } = fakeServer({
      "GET /auth/session": nobody,
      "GET /invitations/the-token": offer({ account: "exists" }),
      "POST /auth/sign-in": async (request: Request) => {
        ({ password } = await request.json());
        return password === "correct horse" ? session([mine]) : refusal(401, "invalid_credentials");
      },
      "POST /invitations/the-token/accept": accepted,
    });
    const { router } = open();
    const field = await screen.findByLabelText("Password");
    await userEvent.type(field, "wrong");
    await userEvent.click(screen.getByRole("button", { name: "Sign in and join" }));
    expect(await screen.findByText(/do not match/)).toBeTruthy();
    expect(requests).not.toContain("POST /invitations/the-token/accept");
    await userEvent.clear(field);
    await userEvent.type(field, "correct horse");
    await userEvent.click(screen.getByRole("button", { name: "Sign in and join" }));
    await isInAcme(router);
  });

  it("shows how the invitation stands when it was settled meanwhile", async () => {
    let isThere = true;
    fakeServer({
      "GET /auth/session": session([mine]),
      "GET /invitations/the-token": () =>
        isThere
          ? offer({ signedInAs: { email: "ada@example.com", matches: true } })
          : refusal(404, "invitation_not_found"),
      "POST /invitations/the-token/accept": () => {
        isThere = false;
        return refusal(404, "invitation_not_found");
      },
    });
    open();
    await userEvent.click(await screen.findByRole("button", { name: "Join Organization acme" }));
    expect(await screen.findByRole("heading", { name: /cannot be used/ })).toBeTruthy();
  });
});

describe("the link", () => {
  it("keeps its token out of the address, and out of the way to the sign-in page and back", async () => {
    fakeServer({
      "GET /auth/session": nobody,
      "GET /invitations/the-token": offer({ account: "exists" }),
      "POST /auth/sign-in": session([mine]),
    });
    const { router } = open();
    await userEvent.click(await screen.findByRole("link", { name: "Sign in another way" }));
    await screen.findByRole("heading", { name: "Sign in" });
    expect(router.state.location.href).toBe("/sign-in?return=%2Finvitation");
    await act(() => router.navigate({ to: "/invitation" }));
    expect(await screen.findByRole("button", { name: "Sign in and join" })).toBeTruthy();
    expect(router.state.location.href).toBe("/invitation");
  });

  it("says so when it cannot be used, and asks for another", async () => {
    const { requests } = fakeServer({
      "GET /auth/session": nobody,
      "GET /invitations/the-token": refusal(404, "invitation_not_found"),
      "POST /invitations/the-token/renew": new Status(202),
    });
    open();
    await userEvent.click(await screen.findByRole("button", { name: /^Ask for a new/ }));
    expect(await screen.findByText("Asked")).toBeTruthy();
    expect(requests).toContain("POST /invitations/the-token/renew");
    expect(screen.getByRole("link", { name: "Sign in" })).toBeTruthy();
  });

  it("tells the invited one that it has expired", async () => {
    fakeServer({
      "GET /auth/session": session([mine]),
      "GET /invitations/the-token": refusal(410, "invitation_expired"),
    });
    open();
    expect(await screen.findByRole("heading", { name: /has expired/ })).toBeTruthy();
    expect(screen.getByRole("button", { name: /^Ask for a new/ })).toBeTruthy();
  });
});

it("names both addresses to whoever is signed in with another, and goes on signed out", async () => {
  let isSignedIn = true;
  fakeServer({
    "GET /auth/session": () => (isSignedIn ? session([mine]) : nobody),
    "GET /invitations/the-token": () =>
      offer({
        email: "grace@example.com",
        signedInAs: isSignedIn ? { email: "ada@example.com", matches: false } : null,
      }),
    "POST /auth/sign-out": () => {
      isSignedIn = false;
      return new Status(204);
    },
  });
  open();
  expect(await screen.findByText(/You are signed in as ada@example.com/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: /^Join/ })).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: /^Sign out and go on/ }));
  const address = await screen.findByLabelText<HTMLInputElement>("E-mail address");
  expect(address.value).toBe("grace@example.com");
});

it("declines only after asking", async () => {
  const { requests } = fakeServer({
    "GET /auth/session": nobody,
    "GET /invitations/the-token": offer(),
    "POST /invitations/the-token/decline": new Status(204),
  });
  open();
  await userEvent.click(await screen.findByRole("button", { name: "Decline" }));
  const dialog = await screen.findByRole("dialog");
  expect(requests).not.toContain("POST /invitations/the-token/decline");
  await userEvent.click(
    [...dialog.querySelectorAll("button")].find(({ textContent }) => textContent === "Decline") ??
      dialog,
  );
  expect(await screen.findByRole("heading", { name: "You declined" })).toBeTruthy();
  expect(sessionStorage.getItem("tenure-invitation")).toBeNull();
});
