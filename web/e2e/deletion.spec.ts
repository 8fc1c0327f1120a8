import { expect, test } from "@playwright/test";
import { freshTeam } from "./team";

test("an organization is deleted by typing its address, stays readable, and is restored", async ({
  page,
}) => {
  await page.goto("/");
  const team = await freshTeam(page, "Closing");
  await page.goto(`/o/${team.slug}/settings`);
  await page.getByRole("button", { name: `Delete ${team.name}…` }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("For 14 days");
  const confirm = dialog.getByRole("button", { name: "Delete in 14 days" });
  await dialog.getByLabel(/^To confirm/).fill(team.name);
  await expect(confirm).toBeDisabled();
  await dialog.getByLabel(/^To confirm/).fill(team.slug);
  await confirm.click();

  const banner = page.getByRole("region", { name: "This organization will be deleted" });
  await expect(banner).toContainText(`${team.name} will be deleted on`);
  await expect(page.getByRole("textbox", { name: "Name" })).toHaveAttribute("readonly");
  await page.getByRole("link", { name: "Projects" }).click();
  await expect(banner).toBeVisible();
  await expect(page.getByRole("button", { name: "New project" })).toBeDisabled();
  await page.getByRole("button", { name: "Why can I not change projects?" }).click();
  await expect(page.getByRole("dialog")).toContainText("waits to be deleted");
  await page.keyboard.press("Escape");

  await banner.getByRole("button", { name: "Restore" }).click();
  await expect(banner).toHaveCount(0);
  await expect(page.getByRole("button", { name: "New project" })).toBeEnabled();
});
