import { createMemoryHistory } from "@tanstack/react-router";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it } from "vitest";
import type { Session } from "../../api/types";
import { App } from "../../app/App";
import { createApp } from "../../app/createApp";
import { fakeServer, Status } from "../../app/fakeServer";
import { membership, session } from "../../app/fixtures";

const mine = membership("mine");
const nobody: Session = { ...session([]), user: null };

function open(address: string) {
  const app = createApp(createMemoryHistory({ initialEntries: [address] }));
  render(<App {...app} env="test" />);
  return app;
}

const required = new Status(422, {
  code: "validation_failed",
  title: "Not valid",
  fields: [{ field: "password", code: "required", message: "Choose a password." }],
});

describe("a link from a mail", () => {
  it("is used up by the button alone, and signs in", async () => {
    const { requests } = fakeServer({
      "GET /auth/session": nobody,
      "POST /auth/link/the-token": { ...session([mine]), purpose: "signIn" },
    });
    const { router } = open("/link#the-token");
    const button = await screen.findByRole("button", { name: "Go on" });
    expect(router.state.location.href).toBe("/link");
    expect(requests).not.toContain("POST /auth/link/the-token");
    await userEvent.click(button);
    await waitFor(() => expect(router.state.location.pathname).toBe("/o/mine/timer"));
  });

  it("asks for the new password where it is for one, and says what is wrong with it", async () => {
    fakeServer({
      "GET /auth/session": nobody,
      "POST /auth/link/the-token": async (request: Request) => {
        const { password } = (await request.json()) as { password?: string };
        if (password === undefined) {
          return required;
        }
        return password.length < 8
          ? new Status(422, {
              code: "validation_failed",
              title: "Not valid",
              fields: [{ field: "password", code: "too_short", message: "Eight at least." }],
            })
          : { ...session([mine]), purpose: "passwordReset" };
      },
    });
    const { router } = open("/link#the-token");
    await userEvent.click(await screen.findByRole("button", { name: "Go on" }));
    const field = await screen.findByLabelText("New password");
    expect(screen.queryByText("Choose a password.")).toBeNull();
    await userEvent.type(field, "short");
    await userEvent.click(screen.getByRole("button", { name: /^Set the password/ }));
    expect(await screen.findByText("Eight at least.")).toBeTruthy();
    await userEvent.type(screen.getByLabelText("New password"), " no more");
    await userEvent.click(screen.getByRole("button", { name: /^Set the password/ }));
    await waitFor(() => expect(router.state.location.pathname).toBe("/o/mine/timer"));
    expect(await screen.findByText(/Your new password is set/)).toBeTruthy();
  });

  it("confirms an address, and tells which", async () => {
    fakeServer({
      "GET /auth/session": session([mine]),
      "POST /auth/link/the-token": { ...session([mine]), purpose: "address" },
    });
    open("/link#the-token");
    await userEvent.click(await screen.findByRole("button", { name: "Go on" }));
    expect(await screen.findByText(/ada@example.com is the address of your account/)).toBeTruthy();
    expect(screen.getByRole("link", { name: "Go to your account" })).toBeTruthy();
  });

  it("says why one may not work, and offers new ones", async () => {
    fakeServer({
      "GET /auth/session": nobody,
      "POST /auth/link/the-token": new Status(404, { code: "link_not_found", title: "No" }),
    });
    open("/link#the-token");
    await userEvent.click(await screen.findByRole("button", { name: "Go on" }));
    expect(await screen.findByRole("heading", { name: /does not work/ })).toBeTruthy();
    const again = screen.getByRole("link", { name: "Get a new sign-in link" });
    expect(again.getAttribute("href")).toBe("/sign-in?by=link");
  });
});

describe("asking for a link", () => {
  it("keeps the address that was typed, and answers the same for every address", async () => {
    let sent: unknown;
    fakeServer({
      "GET /auth/session": nobody,
      "POST /auth/link": async (request: Request) => {
        sent = await request.json();
        return new Status(202, {});
      },
    });
    const { router } = open("/sign-in?return=%2Faccount");
    await userEvent.type(await screen.findByLabelText("E-mail address"), "ada@example.com");
    await userEvent.click(screen.getByRole("link", { name: "Forgot your password?" }));
    await screen.findByRole("heading", { name: "Choose a new password" });
    expect(router.state.location.search).toEqual({ return: "/account", by: "reset" });
    await userEvent.click(screen.getByRole("button", { name: "Send the link" }));
    expect(await screen.findByText(/If ada@example.com has an account here/)).toBeTruthy();
    expect(sent).toEqual({ email: "ada@example.com", purpose: "passwordReset" });
  });

  it("says beforehand that no mail leaves, and whom to ask", async () => {
    fakeServer({
      "GET /auth/session": { ...nobody, instance: { ...nobody.instance, mail: "kept" } },
      "POST /auth/link": new Status(202, {}),
    });
    open("/sign-in?by=link");
    expect(await screen.findByText("No mail leaves this instance")).toBeTruthy();
    await userEvent.type(screen.getByLabelText("E-mail address"), "ada@example.com");
    await userEvent.click(screen.getByRole("button", { name: "Send the link" }));
    expect(await screen.findByRole("heading", { name: "Now ask an operator" })).toBeTruthy();
  });
});
