import { expect, type Page, test } from "@playwright/test";
import { freshTeam } from "./team";

async function addProject(page: Page, slug: string, name: string): Promise<void> {
  await page.goto(`/o/${slug}/projects`);
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("row", { name })).toBeVisible();
}

test("tasks of a project are added, renamed, done and deleted, and time is tracked on one", async ({
  page,
}) => {
  await page.goto("/");
  const team = await freshTeam(page, "Tasks");
  await addProject(page, team.slug, "Website");
  await page.getByRole("button", { name: "Website", exact: true }).click();
  const drawer = page.getByRole("dialog", { name: "Edit project" });
  const tasks = drawer.getByRole("region", { name: "Tasks" });
  for (const name of ["Design", "Copy", "Mistake"]) {
    await tasks.getByLabel("New task").fill(name);
    await page.keyboard.press("Enter");
    await expect(tasks.getByLabel(`Name of the task ${name}`)).toBeVisible();
  }
  await tasks.getByLabel("Name of the task Copy").fill("Texts");
  await page.keyboard.press("Enter");
  await tasks.getByRole("checkbox", { name: "Texts is done" }).check();
  await tasks.getByRole("button", { name: "Delete the task Mistake" }).click();
  await expect(tasks.getByLabel("Name of the task Mistake")).toHaveCount(0);
  await page.keyboard.press("Escape");

  await page.goto(`/o/${team.slug}/timer`);
  const bar = page.getByRole("region", { name: "Timer" });
  await bar.getByRole("button", { name: "Project: none" }).click();
  await page.getByRole("option", { name: "Website" }).click();
  await bar.getByRole("button", { name: "Task: none" }).click();
  await expect(page.getByRole("option", { name: "Texts" })).toHaveCount(0);
  await page.getByRole("option", { name: "Design" }).click();
  await bar.getByRole("button", { name: "Start" }).click();
  await expect(bar.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(bar.getByRole("button", { name: "Task: Design" })).toBeVisible();

  // Of another project there is no such task.
  await bar.getByRole("button", { name: "Project: Website" }).click();
  await page.getByRole("option", { name: "No project" }).click();
  await expect(bar.getByRole("button", { name: /^Task:/ })).toHaveCount(0);
  await bar.getByRole("button", { name: "Stop" }).click();
  await expect(bar.getByRole("button", { name: "Start" })).toBeVisible();
});
