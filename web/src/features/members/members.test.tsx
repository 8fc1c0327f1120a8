import { createMemoryHistory } from "@tanstack/react-router";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import { App } from "../../app/App";
import { createApp } from "../../app/createApp";
import { fakeServer } from "../../app/fakeServer";
import { member, membership, session } from "../../app/fixtures";

const acme = membership("acme", "admin");
const base = `/organizations/${acme.organization.id}`;
const page = <Row,>(rows: Row[]) => ({ page: rows, isDone: true, continueCursor: "end" });

function open(answers: Record<string, unknown>) {
  const server = fakeServer({
    "GET /auth/session": session([acme]),
    "GET /timers": page([]),
    [`GET ${base}/timer`]: { entry: null, now: new Date().toISOString() },
    ...answers,
  });
  const history = createMemoryHistory({ initialEntries: ["/o/acme/members"] });
  render(<App {...createApp(history)} env="test" />);
  return server;
}

it("has the server search, and asks for a further page only when it is wanted", async () => {
  const asked: string[] = [];
  open({
    [`GET ${base}/members`]: (request: Request) => {
      const query = new URL(request.url).searchParams;
      asked.push(query.toString());
      const name = query.has("cursor")
        ? "On the second page"
        : `Found ${query.get("search") ?? ""}`;
      return {
        page: [member({ id: name, name })],
        isDone: query.has("cursor"),
        continueCursor: "next",
      };
    },
  });
  await screen.findByText("Found");
  expect(asked).toEqual(["state=active&limit=50"]);
  await userEvent.type(screen.getByLabelText("Find a member"), "ada");
  await screen.findByText("Found ada");
  expect(asked.at(-1)).toBe("search=ada&state=active&limit=50");
  await userEvent.click(screen.getByRole("button", { name: "Show more" }));
  await screen.findByText("On the second page");
  expect(asked.at(-1)).toBe("search=ada&state=active&limit=50&cursor=next");
  expect(screen.getByText("Found ada")).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Show more" })).toBeNull();
});

it("says what moves before a placeholder is merged, and merges it into the one picked", async () => {
  const merged: unknown[] = [];
  const placeholder = member({
    id: "m-unknown",
    userId: "u-unknown",
    name: "Unknown 7",
    active: false,
    placeholder: true,
  });
  const ines = member({ id: "m-ines", userId: "u-ines", name: "Ines Marchetti" });
  open({
    [`GET ${base}/members`]: (request: Request) =>
      // The list begins with the active ones; the picker asks for these alone, too.
      new URL(request.url).searchParams.get("limit") === "50"
        ? page([ines, placeholder])
        : page([]),
    [`POST ${base}/members/m-unknown/merge`]: async (request: Request) => {
      merged.push(await request.json());
      return ines;
    },
  });
  await userEvent.click(await screen.findByRole("button", { name: "More for Unknown 7" }));
  await userEvent.click(await screen.findByRole("menuitem", { name: "Merge into a member…" }));
  const dialog = await screen.findByRole("dialog", { name: "Merge Unknown 7 into a member" });
  expect(dialog.textContent).toContain("Every time entry of Unknown 7 becomes the member's");
  const confirm = within(dialog).getByRole<HTMLButtonElement>("button", { name: "Merge" });
  expect(confirm.disabled).toBe(true);

  await userEvent.click(within(dialog).getByRole("combobox", { name: "Who it really was" }));
  await userEvent.keyboard("Ines");
  await userEvent.click(await screen.findByRole("option", { name: "Ines Marchetti · member" }));
  expect(screen.queryByRole("option", { name: /Unknown 7/ })).toBeNull();
  await userEvent.click(
    await within(dialog).findByRole("button", { name: "Merge into Ines Marchetti" }),
  );
  await waitFor(() => expect(merged).toEqual([{ into: "m-ines" }]));
});
