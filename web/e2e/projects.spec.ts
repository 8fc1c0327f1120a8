import { expect, test } from "@playwright/test";
import { fresh, organizations } from "./demoUser";

test("create, edit, archive, bring back and delete a project", async ({ page }) => {
  await page.goto("/");
  const [{ slug }] = await organizations(page);
  await page.goto(`/o/${slug}/projects`);
  const name = fresh("Website");

  await page.getByRole("button", { name: "New project" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Name").fill(name);
  await drawer.getByLabel(/^Hourly rate/).fill("95");
  await drawer.getByLabel("Budget").click();
  await page.getByRole("option", { name: "Hours" }).click();
  await drawer.getByLabel("Hours").fill("40");
  await drawer.getByRole("button", { name: "Create project" }).click();
  const row = page.getByRole("row", { name });
  await expect(row).toContainText("95");
  await expect(row).toContainText("0%");

  const renamed = fresh("Web shop");
  await row.getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(renamed);
  await page.getByRole("button", { name: "Save" }).click();
  const changed = page.getByRole("row", { name: renamed });
  await expect(changed).toBeVisible();
  await expect(row).toHaveCount(0);

  await changed.getByRole("button", { name: `More for ${renamed}` }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await expect(changed).toHaveCount(0);
  await page.getByText("Archived", { exact: true }).click();
  await changed.getByRole("button", { name: `More for ${renamed}` }).click();
  await page.getByRole("menuitem", { name: "Bring back" }).click();
  await expect(changed).toHaveCount(0);
  await page.getByText("Active", { exact: true }).click();

  await changed.getByRole("button", { name: `More for ${renamed}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete project" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(changed).toHaveCount(0);
});

test("a project with tracked time is archived instead of deleted", async ({ page }) => {
  await page.goto("/");
  const [{ id, slug }] = await organizations(page);
  const name = fresh("Busy");
  await page.goto(`/o/${slug}/projects`);
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create project" }).click();
  const row = page.getByRole("row", { name });
  await expect(row).toBeVisible();

  await page.evaluate(
    async ({ base, projectName }) => {
      const list = await (await fetch(`${base}/projects?search=${projectName}&limit=200`)).json();
      const project = list.page.find((one: { name: string }) => one.name === projectName);
      await fetch(`${base}/time-entries`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          projectId: project.id,
          startedAt: "2026-01-05T09:00:00.000Z",
          stoppedAt: "2026-01-05T10:00:00.000Z",
        }),
      });
    },
    { base: `/api/v1/organizations/${id}`, projectName: name },
  );
  await page.reload();
  await expect(row).toContainText("1:00");

  await row.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete project" }).click();
  await expect(page.getByRole("dialog")).toContainText("has tracked time");
  await page.getByRole("button", { name: "Archive instead" }).click();
  await expect(row).toHaveCount(0);
});
