import { expect, test } from "@playwright/test";
import { freshAddress, otherBrowser, signUp } from "./stranger";

test("a test message shows what becomes of it, and stays in the list with its story", async ({
  page,
}) => {
  await page.goto("/");
  await page.getByRole("link", { name: "Mail" }).click();
  await expect(page.getByRole("heading", { name: "No mail leaves this instance" })).toBeVisible();
  await page.getByRole("button", { name: /^Send a test message/ }).click();
  const to = freshAddress("trial");
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("To").fill(to);
  await dialog.getByRole("button", { name: "Send", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("Kept here");
  await dialog.getByRole("button", { name: "Close" }).last().click();

  await page.getByLabel("Find by address or subject").fill(to);
  const row = page.getByRole("row").filter({ hasText: to });
  await expect(row).toHaveCount(1);
  await expect(row).toContainText("Test message");
  await row.getByRole("button").click();
  const message = page.getByRole("dialog");
  await expect(message).toContainText(to);
  await expect(message.getByRole("heading", { name: "What happened" })).toBeVisible();
  const preview = message.frameLocator("iframe");
  await expect(preview.getByRole("heading", { name: "This mail arrived" })).toBeVisible();
  await message.getByText("Plain text").click();
  await expect(message.getByLabel(/^Mail as plain text/)).toHaveValue(/This mail arrived/);
  // The message is in the address: it can be passed on to another operator, and reloaded.
  await page.reload();
  await expect(page.getByRole("dialog")).toContainText(to);
});

test("the list is narrowed by state, and says so when nothing fits", async ({ page }) => {
  await page.goto("/operator/mail?state=delivered&find=certainly-nobody");
  await expect(page.getByRole("heading", { name: "No message fits" })).toBeVisible();
  await page.getByRole("button", { name: "Show all messages" }).click();
  await expect(page.getByRole("heading", { name: "No message fits" })).toHaveCount(0);
  await page.getByRole("tab", { name: "Suppressed addresses" }).click();
  await expect(page.getByRole("heading", { name: /may be written to/ })).toBeVisible();
});

test("every kind of mail can be looked at with made-up people", async ({ page }) => {
  await page.goto("/operator/mail?tab=samples");
  const frame = page.frameLocator("iframe");
  await page.getByRole("combobox", { name: "Kind of mail" }).click();
  await page.getByRole("option", { name: "Password reset" }).click();
  await expect(frame.getByRole("heading")).toBeVisible();
  const background = () =>
    frame.locator("body").evaluate((body) => getComputedStyle(body).backgroundColor);
  await page.getByText("Dark", { exact: true }).click();
  await expect.poll(background).toBe("rgb(17, 19, 18)");
  await page.getByText("Light", { exact: true }).click();
  await expect.poll(background).toBe("rgb(246, 245, 241)");
});

test("who is no operator is told so, and sees no way there", async ({ browser }) => {
  const context = await otherBrowser(browser);
  await signUp(context, freshAddress("member"));
  const theirs = await context.newPage();
  await theirs.goto("/operator/mail");
  await expect(theirs.getByRole("heading", { name: "This area is for operators" })).toBeVisible();
  await expect(theirs.getByRole("link", { name: "Mail" })).toHaveCount(0);
  await context.close();
});
