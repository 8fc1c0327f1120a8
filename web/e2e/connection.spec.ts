import { expect, test } from "@playwright/test";
import { organizations } from "./demoUser";

test("being offline is said, and passes", async ({ context, page }) => {
  await page.goto("/");
  await expect(page.getByRole("heading", { name: "Entries" })).toBeVisible();
  await context.setOffline(true);
  await expect(page.getByText("You are offline.")).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByText("You are offline.")).toHaveCount(0);
});

test("a server that does not answer is waited for ten seconds, not for ever", async ({ page }) => {
  await page.goto("/");
  const [{ id, slug }] = await organizations(page);
  let answers = false;
  await page.route(`**/organizations/${id}/projects?*`, async (route) => {
    if (answers) {
      await route.continue();
    }
  });
  await page.goto(`/o/${slug}/projects`);
  const notice = page.getByRole("main").getByRole("alert");
  await expect(notice).toContainText("did not answer within 10 seconds", { timeout: 13_000 });
  answers = true;
  await notice.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});
