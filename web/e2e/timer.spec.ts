import { expect, type Page, test } from "@playwright/test";
import { fresh, organizations } from "./demoUser";

async function openTimer(page: Page): Promise<void> {
  const [{ id, slug }] = await organizations(page);
  // What an earlier test left running would be stopped by the next start and join the list.
  await page.request.post(`/api/v1/organizations/${id}/timer/stop`, {
    headers: { "Sec-Fetch-Site": "same-origin", Origin: new URL(page.url()).origin },
    failOnStatusCode: false,
  });
  await page.goto(`/o/${slug}/timer`);
}

const row = (page: Page, description: string) =>
  page
    .getByRole("listitem")
    .filter({ has: page.locator(`input[aria-label="Description"][value="${description}"]`) });

test.beforeEach(async ({ page }) => {
  await page.goto("/");
  await openTimer(page);
});

test("start, rename and stop the timer with the keyboard alone", async ({ page }) => {
  const first = fresh("Planning");
  await page.getByLabel("What are you working on?").fill(first);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await expect(page).toHaveTitle(/^0:00:0[1-9] · Planning/);

  const renamed = fresh("Planning and notes");
  await page.getByLabel("Description of the running timer").fill(renamed);
  await page.keyboard.press("Enter");
  await page.keyboard.press("s");
  await expect(page.getByRole("button", { name: "Start" })).toBeVisible();
  await expect(row(page, renamed)).toBeVisible();
  await expect(row(page, first)).toHaveCount(0);
});

test("continue an entry: the same work runs again", async ({ page }) => {
  const description = fresh("Review");
  await page.getByLabel("What are you working on?").fill(description);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Stop" }).click();
  await row(page, description)
    .getByRole("button", { name: `Continue ${description}` })
    .click();
  await expect(page.getByLabel("Description of the running timer")).toHaveValue(description);
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(row(page, description)).toHaveCount(2);
});

test("add time by hand, edit it in place, delete it and bring it back", async ({ page }) => {
  const description = fresh("Workshop");
  await page.getByRole("button", { name: "Add time by hand" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Description").fill(description);
  await drawer.getByLabel("Start").fill("9:00");
  await drawer.getByLabel("End").fill("10:30");
  await expect(drawer.getByLabel("Duration")).toHaveValue("1:30:00");
  await drawer.getByRole("button", { name: "Add time" }).click();
  const entry = row(page, description);
  await expect(entry.getByLabel("Duration")).toHaveValue("1:30:00");

  await entry.getByLabel("Duration").fill("2h 15m");
  await page.keyboard.press("Enter");
  await expect(entry.getByLabel("End time")).toHaveValue("11:15");

  await entry.getByLabel("Start time").fill("8:45");
  await page.keyboard.press("Enter");
  await expect(entry.getByLabel("Duration")).toHaveValue("2:30:00");

  await entry.getByLabel("Start time").fill("later");
  await page.keyboard.press("Enter");
  await expect(entry.getByRole("alert")).toContainText("Type a time");
  await entry.getByLabel("Start time").press("Escape");
  await expect(entry.getByLabel("Start time")).toHaveValue("8:45");

  await page.reload();
  await expect(entry.getByLabel("Duration")).toHaveValue("2:30:00");

  await entry.getByRole("button", { name: `More for ${description}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(entry).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(entry.getByLabel("Duration")).toHaveValue("2:30:00");
});

test("a project is picked by typing, for what runs and for what is done", async ({ page }) => {
  const [{ id }] = await organizations(page);
  const projects = await page.request.get(`/api/v1/organizations/${id}/projects?limit=1`);
  const [project] = (await projects.json()).page as { name: string }[];
  const name = project?.name ?? "";
  expect(name, "the sample data has an active project").not.toBe("");

  const description = fresh("Build");
  await page.getByLabel("What are you working on?").fill(description);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("button", { name: "Stop" })).toBeVisible();
  await page
    .getByRole("region", { name: "Timer" })
    .getByRole("button", { name: /^Project:/ })
    .click();
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await expect(
    page.getByRole("region", { name: "Timer" }).getByRole("button", { name: `Project: ${name}` }),
  ).toBeVisible();
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(
    row(page, description).getByRole("button", { name: `Project: ${name}` }),
  ).toBeVisible();
});
