import { expect, test } from "@playwright/test";
import { demoUser, organizations, signIn } from "./demoUser";

test.describe("as a stranger", () => {
  test.use({ storageState: { cookies: [], origins: [] } });

  test("a wrong password says so and keeps the address", async ({ page }) => {
    await page.goto("/");
    await page.getByLabel("E-mail address").fill(demoUser.email);
    await page.getByLabel("Password", { exact: true }).fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await expect(page.getByRole("alert")).toContainText("do not match");
    await expect(page.getByLabel("E-mail address")).toHaveValue(demoUser.email);
  });

  test("a deep link is where signing in leads to, and signing out closes it", async ({ page }) => {
    await page.goto("/account");
    await expect(page).toHaveURL(/\/sign-in\?return=/);
    await signIn(page);
    await expect(page).toHaveURL(/\/account$/);
    await expect(page.getByText("This device")).toBeVisible();

    await page.getByRole("button", { name: /^Account:/ }).click();
    await page.getByRole("menuitem", { name: "Sign out" }).click();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    const session = await page.request.get("/api/v1/auth/session");
    expect((await session.json()).user).toBeNull();
  });

  test("another device can be signed out, and finds itself at the sign-in page", async ({
    browser,
    page,
  }) => {
    const other = await (await browser.newContext()).newPage();
    await other.goto("/account");
    await signIn(other);
    await page.goto("/account");
    await signIn(page);

    const list = await (await page.request.get("/api/v1/auth/sessions")).json();
    const own = await (await other.request.get("/api/v1/auth/sessions")).json();
    const current = own.page.find((device: { current: boolean }) => device.current).id;
    const index = list.page.findIndex((device: { id: string }) => device.id === current);
    const row = page.getByRole("main").getByRole("listitem").nth(index);
    await row.getByRole("button", { name: /^Sign out/ }).click();
    await expect(page.getByRole("main").getByRole("listitem")).toHaveCount(list.page.length - 1);

    await other.getByRole("link", { name: "Projects" }).click();
    await expect(other.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await other.context().close();
  });
});

test("an organization that is not one's own is a clear page with a way on", async ({ page }) => {
  const [first] = await organizations(page);
  await page.goto("/o/certainly-nobodys/timer");
  await expect(page.getByRole("heading", { name: /not one of your organizations/ })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: first.name }).click();
  await expect(page).toHaveURL(new RegExp(`/o/${first.slug}/timer$`));
});
