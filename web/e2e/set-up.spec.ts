import { expect, test } from "@playwright/test";

const link = new URL(process.env.TENURE_SETUP_LINK ?? "http://127.0.0.1:8080/set-up");

test("the first operator sets the instance up with the link from the terminal", async ({
  page,
}) => {
  await page.goto(link.origin);
  await expect(page.getByText("one-time set-up link")).toBeVisible();

  await page.goto(`${link.origin}/set-up#not-the-token`);
  await page.reload();
  await expect(page.getByText("one-time set-up link")).toBeVisible();

  await page.goto(link.href);
  await expect(page).toHaveURL(`${link.origin}/set-up`);
  await page.getByLabel("Your name").fill("First Operator");
  await page.getByLabel("E-mail address").fill("operator@example.com");
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Finish set-up" }).click();
  await expect(page.getByText("This has 5 characters")).toBeVisible();
  await page.getByLabel("Password", { exact: true }).fill("a long enough password");
  await page.getByRole("button", { name: "Finish set-up" }).click();
  await expect(page.getByText("Nothing tracked yet")).toBeVisible();

  await page.context().clearCookies();
  await page.goto(link.href);
  await expect(page.getByRole("heading", { name: "Already set up" })).toBeVisible();
});
