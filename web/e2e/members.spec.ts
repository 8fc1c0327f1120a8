import { readFile } from "node:fs/promises";
import { test as base, expect, type Page } from "@playwright/test";
import { type OtherMember, otherMember } from "./member";

// A change made elsewhere is promised within a second; the rest is for a busy machine.
const soon = { timeout: 3_000 };

const test = base.extend<{ other: OtherMember }>({
  other: async ({ browser, page }, use) => {
    await page.goto("/");
    const other = await otherMember(browser, page);
    await other.restore("manager");
    await use(other);
    await other.restore("member");
    await other.page.context().close();
  },
});

async function openMembers(page: Page, other: OtherMember): Promise<void> {
  await page.goto(`/o/${other.organization.slug}/members`);
  await expect(page.getByRole("row", { name: other.name })).toBeVisible();
}

async function pickRole(page: Page, other: OtherMember, role: string): Promise<void> {
  await page.getByRole("button", { name: `Role of ${other.name}:` }).click();
  await page.getByRole("menuitemradio", { name: role }).click();
}

test("a changed role takes away at once what it no longer allows, and says why", async ({
  other,
  page,
}) => {
  const { page: theirs, organization } = other;
  await theirs.goto(`/o/${organization.slug}/projects`);
  const add = theirs.getByRole("button", { name: "New project" });
  const more = theirs.getByRole("button", { name: /^More for/ }).first();
  await expect(add).toBeEnabled();
  await expect(more).toBeEnabled();
  await expect(theirs.getByRole("status").getByText("Live")).toBeAttached();
  // What is open is greyed as well, with what was typed still in it.
  await add.click();
  const drawer = theirs.getByRole("dialog", { name: "New project" });
  await drawer.getByLabel("Name").fill("Half written");

  await openMembers(page, other);
  await pickRole(page, other, "viewer");
  await expect(drawer.getByRole("button", { name: "Create project" })).toBeDisabled(soon);
  await expect(drawer.getByLabel("Name")).toHaveValue("Half written");
  await drawer.getByRole("button", { name: "Cancel" }).click();
  await expect(add).toBeDisabled();
  await expect(more).toBeDisabled();
  await theirs.getByRole("button", { name: "Why can I not change projects?" }).click();
  const why = theirs.getByRole("dialog");
  await expect(why).toContainText("projects.create");
  await expect(why).toContainText("Your role here is viewer");
  await expect(why).toContainText(/\(owner\)/);

  await pickRole(page, other, "manager");
  await expect(add).toBeEnabled(soon);
  await expect(more).toBeEnabled();
});

test("being shut out closes the page at once, with words and a way on", async ({ other, page }) => {
  const { page: theirs, organization } = other;
  await theirs.goto(`/o/${organization.slug}/projects`);
  await expect(theirs.getByRole("table")).toBeVisible();
  await expect(theirs.getByRole("status").getByText("Live")).toBeAttached();

  await openMembers(page, other);
  await page.getByRole("button", { name: `More for ${other.name}` }).click();
  await page.getByRole("menuitem", { name: "Deactivate" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
  await expect(
    theirs.getByRole("heading", { name: `You are no longer in ${organization.name}` }),
  ).toBeVisible(soon);
  await expect(theirs.getByRole("table")).toHaveCount(0);
  await theirs.getByRole("main").getByRole("link").first().click();
  await expect(theirs.getByRole("heading", { name: "Entries" })).toBeVisible();

  await expect(page.getByRole("row", { name: other.name })).toHaveCount(0);
  await page.getByRole("combobox", { name: "Which members" }).click();
  await page.getByRole("option", { name: "Deactivated" }).click();
  await expect(page.getByRole("row", { name: other.name })).toContainText("Deactivated");
  await page.getByRole("button", { name: `More for ${other.name}` }).click();
  await page.getByRole("menuitem", { name: "Reactivate" }).click();
  await expect(page.getByRole("row", { name: other.name })).toHaveCount(0);
});

test("who may not change members sees them, and learns who may", async ({ other }) => {
  const { page: theirs, organization } = other;
  await theirs.goto(`/o/${organization.slug}/members`);
  await expect(theirs.getByRole("row", { name: other.name })).toContainText("you");
  await expect(theirs.getByRole("button", { name: /^Role of/ })).toHaveCount(0);
  await theirs.getByRole("button", { name: "Why can I not change members?" }).click();
  await expect(theirs.getByRole("dialog")).toContainText("members.update");
  await theirs.keyboard.press("Escape");
  await expect(theirs.getByRole("dialog")).toHaveCount(0);

  await theirs.goto(`/o/${organization.slug}/audit-log`);
  await expect(theirs.getByRole("heading", { name: /for admins and owners/ })).toBeVisible();
});

test("an admin sees the roles above their own, and why they cannot give them", async ({
  other,
}) => {
  await other.restore("admin");
  const { page: theirs, organization } = other;
  await theirs.goto(`/o/${organization.slug}/members`);
  await theirs.getByRole("button", { name: `Role of ${other.name}:` }).click();
  const owner = theirs.getByRole("menuitemradio", { name: "owner" });
  await expect(owner).toHaveAttribute("aria-disabled", "true");
  await expect(owner).toContainText("Above your own role (admin)");
  await owner.click({ force: true });
  await expect(theirs.getByRole("dialog")).toHaveCount(0);
  await theirs.keyboard.press("Escape");
  await theirs
    .getByRole("button", { name: /^Why can I not change/ })
    .first()
    .click();
  await expect(theirs.getByRole("dialog")).toContainText("above your own role (admin)");
});

test("the audit log tells it, is filtered, and is saved as a file", async ({ other, page }) => {
  await openMembers(page, other);
  await pickRole(page, other, "viewer");
  await expect(page.getByRole("button", { name: `Role of ${other.name}: viewer` })).toBeVisible();
  await page.goto(`/o/${other.organization.slug}/audit-log`);
  const newest = page
    .getByRole("list", { name: /^Changes/ })
    .getByRole("listitem")
    .first();
  await expect(newest).toContainText(`changed the role of ${other.name}`);
  await expect(newest).toContainText("manager");
  await expect(newest).toContainText("viewer");

  await page.getByRole("combobox", { name: "What" }).click();
  await page.getByRole("option", { name: "Ownership transferred" }).click();
  await expect(page.getByRole("heading", { name: "No change fits" })).toBeVisible();
  await page.getByRole("button", { name: "Show all changes" }).click();
  await page.getByRole("combobox", { name: "About member" }).click();
  await page.getByRole("option", { name: other.name }).click();
  await expect(newest).toContainText(other.name);

  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export as CSV" }).click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/-audit-log-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
  expect(lines[1]).toContain("Role: manager → viewer");
  expect(lines.slice(1).every((line) => line.includes(other.name))).toBe(true);
});
