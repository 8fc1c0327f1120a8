import { expect, type Page, test } from "@playwright/test";
import { fresh } from "./demoUser";

const selector = (page: Page) => page.getByRole("button", { name: /^Organization:/ });

/** Makes an organization through its dialog, and answers its slug. */
async function createOrganization(page: Page, name: string): Promise<string> {
  await page.goto("/");
  await selector(page).click();
  await page.getByRole("option", { name: "New organization" }).click();
  const dialog = page.getByRole("dialog", { name: "New organization" });
  await dialog.getByLabel("Name").fill(name);
  const slug = await dialog.getByLabel("Address").inputValue();
  await dialog.getByRole("button", { name: "Create organization" }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${slug}/timer$`));
  return slug;
}

test("create an organization, and be in it without a reload", async ({ page }) => {
  await page.goto("/");
  await page.evaluate(() => Object.assign(window, { stayed: true }));
  const name = fresh("Neue Firma");
  await selector(page).click();
  await page.getByRole("option", { name: "New organization" }).click();
  const dialog = page.getByRole("dialog", { name: "New organization" });
  await dialog.getByLabel("Name").fill(name);
  const suggested = name.toLowerCase().replaceAll(" ", "-");
  await expect(dialog.getByLabel("Address")).toHaveValue(suggested);

  await dialog.getByLabel("Address").fill("not a slug");
  await dialog.getByRole("button", { name: "Create organization" }).click();
  await expect(dialog.getByText("Use 1 to 48 of a-z")).toBeVisible();

  await dialog.getByLabel("Address").fill(suggested);
  await dialog.getByRole("combobox", { name: "Currency" }).click();
  await page.getByRole("option", { name: /^CHF/ }).click();
  await dialog.getByRole("button", { name: "Create organization" }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${suggested}/timer$`));
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(selector(page)).toContainText(name);
  expect(await page.evaluate(() => "stayed" in window)).toBe(true);

  await page.getByRole("link", { name: "Settings" }).click();
  await expect(page.getByRole("combobox", { name: "Currency" })).toHaveValue(/^CHF/);
});

test("an address that is taken is said at its field", async ({ page }) => {
  const slug = await createOrganization(page, fresh("Taken"));
  await selector(page).click();
  await page.getByRole("option", { name: "New organization" }).click();
  const dialog = page.getByRole("dialog", { name: "New organization" });
  await dialog.getByLabel("Name").fill("Another");
  await dialog.getByLabel("Address").fill(slug);
  await dialog.getByRole("button", { name: "Create organization" }).click();
  await expect(dialog.getByText("Another organization has or had this address")).toBeVisible();
});

test("a changed address is where the page is, and old links still lead there", async ({ page }) => {
  const before = await createOrganization(page, fresh("Renamed"));
  const after = `${before}-new`;
  await page.goto(`/o/${before}/settings`);
  await page.getByRole("textbox", { name: "Name" }).fill("Renamed, really");
  await page.getByLabel("Address").fill(after);
  await page.getByRole("combobox", { name: "Time zone" }).fill("Tokyo");
  await page.getByRole("option", { name: /^Asia\/Tokyo/ }).click();
  await page.getByRole("combobox", { name: "Week begins on" }).click();
  await page.getByRole("option", { name: "Sunday" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${after}/settings$`));
  await expect(page.getByText("The settings are saved.")).toBeVisible();
  await expect(selector(page)).toContainText("Renamed, really");
  await expect(page.getByRole("combobox", { name: "Time zone" })).toHaveValue(/^Asia\/Tokyo/);

  await page.goto(`/o/${before}/projects?from=a-link`);
  await expect(page).toHaveURL(new RegExp(`/o/${after}/projects\\?from=a-link$`));
  await expect(page.getByText("No projects yet")).toBeVisible();

  await page.getByRole("link", { name: "Audit log" }).click();
  const change = page.getByRole("listitem").filter({ hasText: "changed the settings" });
  await expect(change).toContainText(`Address${before}`);
  await expect(change).toContainText(after);
  await expect(change).toContainText("Asia/Tokyo");
});

test("the last owner cannot leave, and is told what to do", async ({ page }) => {
  const slug = await createOrganization(page, fresh("Alone"));
  await page.goto(`/o/${slug}/settings`);
  await page.getByRole("button", { name: /^Leave/ }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Leave", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("Make somebody else an owner first");
});

test("a personal workspace says what does not apply to it", async ({ page }) => {
  await page.goto("/");
  const answer = await page.request.get("/api/v1/auth/session");
  const { memberships } = (await answer.json()) as {
    memberships: { organization: { kind: string; slug: string } }[];
  };
  const personal = memberships.find(({ organization }) => organization.kind === "personal");
  await page.goto(`/o/${personal?.organization.slug}/settings`);
  await expect(page.getByText("These do not apply to a personal workspace")).toBeVisible();
  await expect(page.getByRole("button", { name: /^Leave/ })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Members" })).toHaveCount(0);
});

test("formats are shown as they will look, and used from then on", async ({ page }) => {
  const slug = await createOrganization(page, fresh("Formats"));
  await page.goto(`/o/${slug}/settings`);
  await page.getByRole("combobox", { name: "Times of day" }).click();
  await page.getByRole("option", { name: "5:00 PM" }).click();
  await page.getByRole("combobox", { name: "Durations" }).click();
  await page.getByRole("option", { name: "7.50" }).click();
  await page.getByRole("combobox", { name: "Numbers" }).click();
  await page.getByRole("option", { name: "1.234,56" }).click();
  await expect(page.getByText(/^For example:/)).toContainText(
    "9:30 AM to 5:00 PM, 7,50 at 1.234,50",
  );
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings are saved.")).toBeVisible();

  await page.getByRole("link", { name: "Timer" }).click();
  await page.getByRole("button", { name: "Add time by hand" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Description").fill("Formatted");
  await drawer.getByLabel("Start").fill("9:00");
  await drawer.getByLabel("End").fill("1:30 pm");
  await expect(drawer.getByLabel("Duration")).toHaveValue("4,50");
  await drawer.getByRole("button", { name: "Add time" }).click();
  await expect(page.getByLabel("End time")).toHaveValue("1:30 PM");
  await expect(page.getByLabel("Duration")).toHaveValue("4,50");

  await page.getByRole("link", { name: "Audit log" }).click();
  const change = page.getByRole("listitem").filter({ hasText: "changed the settings" });
  await expect(change).toContainText("Times of day24h");
});
