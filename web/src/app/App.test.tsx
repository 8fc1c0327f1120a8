import { createMemoryHistory } from "@tanstack/react-router";
import { act, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { describe, expect, it, vi } from "vitest";
import type { Membership } from "../api/types";
import { App } from "./App";
import { createApp } from "./createApp";
import { fakeServer, Status } from "./fakeServer";
import { member, membership, project, session, timeEntry } from "./fixtures";

const page = <Row,>(rows: Row[]) => ({ page: rows, isDone: true, continueCursor: "end" });
const noSums = { entries: 0, running: 0, seconds: 0, byProject: [] };

/** The answers of an organization with one project and one entry that bear its name. */
function organizationAnswers({ organization: { id, slug } }: Membership) {
  const base = `/organizations/${id}`;
  return {
    [`GET ${base}/projects`]: page([project({ id: `p-${slug}`, name: `Project of ${slug}` })]),
    [`GET ${base}/clients`]: page([]),
    [`GET ${base}/time-entries`]: page([
      timeEntry({ id: `e-${slug}`, description: `Work for ${slug}` }),
    ]),
    [`GET ${base}/timer`]: { entry: null, now: new Date().toISOString() },
    [`GET ${base}/reports/summary`]: noSums,
  };
}

function open(address: string) {
  const app = createApp(createMemoryHistory({ initialEntries: [address] }));
  render(<App {...app} env="test" />);
  return app;
}

const acme = membership("acme");
const globex = membership("globex");

describe("organizations", () => {
  it("switches without a frame that shows the other one's rows", async () => {
    let answerGlobex: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      answerGlobex = resolve;
    });
    const answers = organizationAnswers(globex);
    const globexProjects = answers[`GET /organizations/${globex.organization.id}/projects`];
    fakeServer({
      "GET /auth/session": session([acme, globex]),
      "PUT /session/active-organization": globex,
      ...organizationAnswers(acme),
      ...answers,
      [`GET /organizations/${globex.organization.id}/projects`]: async () => {
        await held;
        return globexProjects;
      },
    });
    const { router } = open("/o/acme/projects");
    await screen.findByRole("button", { name: "Project of acme" });

    // Every change of the page is looked at, not only the one at the end.
    const mixed: string[] = [];
    const observer = new MutationObserver(() => {
      const text = document.body.textContent ?? "";
      const selector = screen.queryByRole("button", { name: /^Organization:/ });
      if (selector?.textContent?.includes("globex") && text.includes("Project of acme")) {
        mixed.push(text);
      }
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });

    await userEvent.click(screen.getByRole("button", { name: /^Organization:/ }));
    await userEvent.click(await screen.findByRole("option", { name: /globex/ }));
    await screen.findByText("Loading projects");
    expect(screen.queryByText("Project of acme")).toBeNull();
    expect(router.state.location.pathname).toBe("/o/globex/projects");

    await act(async () => answerGlobex());
    await screen.findByRole("button", { name: "Project of globex" });
    observer.disconnect();
    expect(mixed).toEqual([]);
  });

  it("tells the server about a switch, as a default for the next visit", async () => {
    const { requests } = fakeServer({
      "GET /auth/session": session([acme, globex]),
      "PUT /session/active-organization": globex,
      ...organizationAnswers(acme),
      ...organizationAnswers(globex),
    });
    open("/o/acme/timer");
    await userEvent.click(await screen.findByRole("button", { name: /^Organization:/ }));
    await userEvent.click(await screen.findByRole("option", { name: /globex/ }));
    await waitFor(() => expect(requests).toContain("PUT /session/active-organization"));
  });

  it("offers one's organizations where the address names another", async () => {
    fakeServer({
      "GET /auth/session": session([acme, globex]),
      "GET /memberships/by-slug/initech": new Status(404, {
        code: "organization_not_found",
        title: "Organization not found",
      }),
    });
    open("/o/initech/timer");
    const title = await screen.findByRole("heading", { name: /not one of your organizations/ });
    const main = title.closest("main");
    expect(main).not.toBeNull();
    const links = within(main ?? document.body).getAllByRole("link");
    expect(links.map((link) => link.getAttribute("href"))).toEqual([
      "/o/acme/timer",
      "/o/globex/timer",
    ]);
  });

  it("leads a former address to the present one, to the same page", async () => {
    fakeServer({
      "GET /auth/session": session([acme, globex]),
      "GET /memberships/by-slug/old-acme": acme,
      ...organizationAnswers(acme),
    });
    const { router } = open("/o/old-acme/projects?a=1");
    await screen.findByRole("button", { name: "Project of acme" });
    expect(router.state.location.href).toBe("/o/acme/projects?a=1");
  });

  it("stays on the page when its address is changed by someone else", async () => {
    fakeServer({ "GET /auth/session": session([acme]), ...organizationAnswers(acme) });
    const { queryClient, router } = open("/o/acme/projects");
    await userEvent.type(await screen.findByLabelText("Find a project or client"), "acme");
    const renamed = { ...acme, organization: { ...acme.organization, slug: "acme-2" } };
    await act(async () => queryClient.setQueryData(["session"], session([renamed])));
    await waitFor(() => expect(router.state.location.pathname).toBe("/o/acme-2/projects"));
    expect(screen.getByLabelText<HTMLInputElement>("Find a project or client").value).toBe("acme");
  });

  it("closes an organization in the moment in which the membership ends", async () => {
    fakeServer({ "GET /auth/session": session([acme, globex]), ...organizationAnswers(acme) });
    const { queryClient } = open("/o/acme/projects");
    await screen.findByRole("button", { name: "Project of acme" });
    await act(async () => queryClient.setQueryData(["session"], session([globex])));
    expect(await screen.findByText("You are no longer in Organization acme")).toBeTruthy();
    expect(screen.queryByText("Project of acme")).toBeNull();
    expect(screen.getByRole("link", { name: /globex/ })).toBeTruthy();
  });

  it("shows a timer that runs elsewhere, and stops it there", async () => {
    const running = timeEntry({ id: "e-run", stoppedAt: null, seconds: null });
    const { requests } = fakeServer({
      "GET /auth/session": session([acme, globex]),
      "GET /timers": page([{ organizationId: globex.organization.id, entry: running }]),
      [`POST /organizations/${globex.organization.id}/timer/stop`]: { entry: running },
      ...organizationAnswers(acme),
    });
    open("/o/acme/timer");
    const stop = await screen.findByRole("button", {
      name: "Stop the timer in Organization globex",
    });
    expect(requests.filter((request) => request.endsWith("/timer"))).toEqual([
      `GET /organizations/${acme.organization.id}/timer`,
    ]);
    await userEvent.click(stop);
    await waitFor(() =>
      expect(requests).toContain(`POST /organizations/${globex.organization.id}/timer/stop`),
    );
  });

  it("names the member beside another's entry", async () => {
    fakeServer({
      "GET /auth/session": session([acme]),
      ...organizationAnswers(acme),
      [`GET /organizations/${acme.organization.id}/time-entries`]: (request: Request) =>
        page(
          new URL(request.url).searchParams.has("userId")
            ? []
            : [timeEntry({ userId: "user-2", description: "Theirs" })],
        ),
      [`GET /organizations/${acme.organization.id}/members`]: page([
        member({ userId: "user-2", name: "Ines Marchetti" }),
      ]),
    });
    open("/o/acme/timer");
    await userEvent.click(await screen.findByText("Everyone's"));
    expect(await screen.findByText("Ines Marchetti")).toBeTruthy();
    expect(screen.getByDisplayValue("Theirs")).toBeTruthy();
  });

  it("begins at the organization that was last chosen", async () => {
    fakeServer({
      "GET /auth/session": {
        ...session([acme, globex]),
        activeOrganizationId: globex.organization.id,
      },
      ...organizationAnswers(globex),
    });
    const { router } = open("/");
    await screen.findByDisplayValue("Work for globex");
    expect(router.state.location.pathname).toBe("/o/globex/timer");
  });

  it("greys what a role may not do, and says so", async () => {
    const viewer = membership("acme", "viewer");
    fakeServer({ "GET /auth/session": session([viewer]), ...organizationAnswers(viewer) });
    open("/o/acme/projects");
    await screen.findByText("Project of acme");
    for (const name of ["New project", "More for Project of acme"]) {
      expect(screen.getByRole<HTMLButtonElement>("button", { name }).disabled, name).toBe(true);
    }
    expect(screen.getByText(/you can see them/)).toBeTruthy();
  });
});

describe("sessions", () => {
  it("leads to signing in when any request finds the session gone, with the way back", async () => {
    fakeServer({
      "GET /auth/session": session([acme]),
      ...organizationAnswers(acme),
      [`GET /organizations/${acme.organization.id}/projects`]: new Status(401, {
        code: "not_authenticated",
        title: "Signed out",
      }),
    });
    const { router } = open("/o/acme/projects");
    await screen.findByRole("heading", { name: "Sign in" });
    expect(router.state.location.search).toEqual({ return: "/o/acme/projects" });
  });

  it("comes back to the page after signing in", async () => {
    const strangers = { ...session([]), user: null, activeOrganizationId: null };
    fakeServer({
      "GET /auth/session": strangers,
      "POST /auth/sign-in": session([acme]),
      ...organizationAnswers(acme),
    });
    const { router } = open("/o/acme/projects");
    await userEvent.type(await screen.findByLabelText("E-mail address"), "ada@example.com");
    await userEvent.type(screen.getByLabelText("Password"), "correct horse");
    await userEvent.click(screen.getByRole("button", { name: "Sign in" }));
    await screen.findByRole("button", { name: "Project of acme" });
    expect(router.state.location.pathname).toBe("/o/acme/projects");
  });

  it("follows what another tab did to the session", async () => {
    let memberships = [acme];
    fakeServer({
      "GET /auth/session": () => session(memberships),
      ...organizationAnswers(acme),
    });
    open("/o/acme/projects");
    await screen.findByRole("button", { name: "Project of acme" });
    memberships = [acme, globex];
    const otherTab = new BroadcastChannel("tenure-session");
    otherTab.postMessage(null);
    await userEvent.click(screen.getByRole("button", { name: /^Organization:/ }));
    expect(await screen.findByRole("option", { name: /globex/ })).toBeTruthy();
    otherTab.close();
  });

  it("takes the set-up token out of the address and sends it with the form", async () => {
    const unclaimed = {
      ...session([]),
      user: null,
      activeOrganizationId: null,
      instance: { version: "0.1.0", claimed: false, signUpOpen: false, mail: "leaves" },
    };
    let sent: unknown;
    fakeServer({
      "GET /auth/session": unclaimed,
      "POST /auth/set-up": async (request: Request) => {
        sent = await request.json();
        return new Status(201, session([acme]));
      },
      ...organizationAnswers(acme),
    });
    const { router } = open("/set-up#secret-token");
    await userEvent.type(await screen.findByLabelText("Your name"), "Ada");
    expect(router.state.location.href).toBe("/set-up");
    await userEvent.type(screen.getByLabelText("E-mail address"), "ada@example.com");
    await userEvent.type(screen.getByLabelText("Password"), "correct horse");
    await userEvent.click(screen.getByRole("button", { name: "Finish set-up" }));
    await screen.findByDisplayValue("Work for acme");
    expect(sent).toEqual({
      token: "secret-token",
      name: "Ada",
      email: "ada@example.com",
      password: "correct horse",
    });
  });

  it("says where the set-up link is when there is none in the address", async () => {
    fakeServer({
      "GET /auth/session": {
        ...session([]),
        user: null,
        instance: { version: "0.1.0", claimed: false, signUpOpen: false, mail: "leaves" },
      },
    });
    open("/");
    expect(await screen.findByText(/terminal \(or the log\)/)).toBeTruthy();
  });
});

describe("problems", () => {
  it("shows what failed with its reference, and tries again", async () => {
    let fails = true;
    const answers = organizationAnswers(acme);
    const list = `GET /organizations/${acme.organization.id}/projects`;
    fakeServer({
      "GET /auth/session": session([acme]),
      ...answers,
      [list]: () =>
        fails
          ? new Status(500, { code: "internal", title: "Failed", requestId: "r-42" })
          : answers[list],
    });
    open("/o/acme/projects");
    expect((await screen.findByText("r-42")).closest('[role="alert"]')).not.toBeNull();
    fails = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByRole("button", { name: "Project of acme" })).toBeTruthy();
  });

  it("says that the server cannot be reached instead of waiting for it", async () => {
    // React and the router report what an error boundary catches.
    vi.spyOn(console, "error").mockReturnValue();
    vi.spyOn(console, "warn").mockReturnValue();
    let isDown = true;
    fakeServer({
      "GET /auth/session": () => {
        if (isDown) {
          throw new TypeError("connection refused");
        }
        return session([acme]);
      },
      ...organizationAnswers(acme),
    });
    open("/");
    expect(await screen.findByText("This page could not be opened")).toBeTruthy();
    expect(screen.getAllByText(/cannot be reached/).length).toBeGreaterThan(0);
    isDown = false;
    await userEvent.click(screen.getByRole("button", { name: "Try again" }));
    expect(await screen.findByDisplayValue("Work for acme")).toBeTruthy();
  });

  it("puts a field's problem at the field", async () => {
    const base = `/organizations/${acme.organization.id}`;
    fakeServer({
      "GET /auth/session": session([acme]),
      ...organizationAnswers(acme),
      [`POST ${base}/projects`]: new Status(422, {
        code: "validation_failed",
        title: "Not valid",
        fields: [{ field: "name", code: "taken", message: "There is one of this name." }],
      }),
    });
    open("/o/acme/projects");
    await userEvent.click(await screen.findByRole("button", { name: "New project" }));
    const name = await screen.findByLabelText("Name");
    await userEvent.type(name, "Website");
    await userEvent.click(screen.getByRole("button", { name: "Create project" }));
    expect(await screen.findByText("There is one of this name.")).toBeTruthy();
    expect(name.getAttribute("aria-invalid")).toBe("true");
  });
});
