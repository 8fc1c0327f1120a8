import { createMemoryHistory } from "@tanstack/react-router";
import { render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";
import type { Task, TaskChange } from "../../api/types";
import { App } from "../../app/App";
import { createApp } from "../../app/createApp";
import { fakeServer, Status } from "../../app/fakeServer";
import { membership, project, session } from "../../app/fixtures";

const mine = membership("mine");
const base = `/organizations/${mine.organization.id}`;
const page = <Row,>(rows: Row[]) => ({ page: rows, isDone: true, continueCursor: "end" });

const copy: Task = {
  id: "task-1",
  projectId: "project-1",
  name: "Copy",
  isDone: false,
  createdAt: "2026-11-23T09:00:00.000Z",
  updatedAt: "2026-11-23T09:00:00.000Z",
};

it("shows at once that a task is done, and takes it back if refused, also when its name was changed meanwhile", async () => {
  let task = copy;
  let refuse: (() => void) | undefined;
  const refused = new Promise<void>((resolve) => {
    refuse = resolve;
  });
  fakeServer({
    "GET /auth/session": session([mine]),
    [`GET ${base}/projects`]: page([project()]),
    [`GET ${base}/clients`]: page([]),
    [`GET ${base}/tasks`]: () => page([task]),
    [`PATCH ${base}/tasks/task-1`]: async (request: Request) => {
      const change: TaskChange = await request.json();
      if (change.name) {
        task = { ...task, name: change.name };
        return task;
      }
      await refused;
      return new Status(503, { code: "overloaded", title: "Too much to do", status: 503 });
    },
  });
  const app = createApp(createMemoryHistory({ initialEntries: ["/o/mine/projects"] }));
  render(<App {...app} env="test" />);
  await userEvent.click(await screen.findByRole("button", { name: "Website" }));
  const tasks = within(await screen.findByRole("region", { name: "Tasks" }));
  const box = (name: string) =>
    tasks.findByRole<HTMLInputElement>("checkbox", { name: `${name} is done` });
  await userEvent.click(await box("Copy"));
  expect((await box("Copy")).checked).toBe(true);
  const name = tasks.getByLabelText("Name of the task Copy");
  await userEvent.clear(name);
  await userEvent.type(name, "Texts{Enter}");
  expect((await box("Texts")).checked).toBe(true);
  refuse?.();
  await waitFor(async () => expect((await box("Texts")).checked).toBe(false));
});
