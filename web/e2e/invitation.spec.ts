import { expect, type Page, test } from "@playwright/test";
import { type Invited, invite } from "./invitation";
import { freshAddress, otherBrowser, password, signUp } from "./stranger";

const selector = (page: Page) => page.getByRole("button", { name: /^Organization:/ });

async function expectJoined(page: Page, { organization }: Invited): Promise<void> {
  await expect(page).toHaveURL(new RegExp(`/o/${organization.slug}/timer$`));
  await expect(selector(page)).toContainText(organization.name);
}

test("a new user accepts with a name and a password, and is in the organization", async ({
  browser,
  page,
}) => {
  await page.goto("/");
  const invited = await invite(page, freshAddress("new"));
  const context = await otherBrowser(browser);
  const theirs = await context.newPage();
  const asked: string[] = [];
  theirs.on("request", (request) => asked.push(request.url(), request.headers().referer ?? ""));

  await theirs.goto(invited.link);
  await expect(theirs).toHaveURL(/\/invitation$/);
  await expect(
    theirs.getByRole("heading", { name: `Join ${invited.organization.name}` }),
  ).toBeVisible();
  await expect(theirs.getByText("We start on Monday.")).toBeVisible();
  await theirs.evaluate(() => Object.assign(window, { stayed: true }));
  const address = theirs.getByLabel("E-mail address");
  await expect(address).toHaveValue(invited.email);
  await expect(address).not.toBeEditable();
  await theirs.getByLabel("Your name").fill("Ngozi New");
  await theirs.getByLabel("Password", { exact: true }).fill(password);
  await theirs.keyboard.press("Enter");
  await expectJoined(theirs, invited);
  expect(await theirs.evaluate(() => "stayed" in window)).toBe(true);

  // The token went to the invitation's own routes, and nowhere else: no page, no referrer.
  const token = invited.link.split("#")[1] ?? "";
  const told = asked.filter((url) => url.includes(token));
  expect(told.every((url) => new URL(url).pathname.startsWith("/api/v1/invitations/"))).toBe(true);
  await theirs.goBack();
  expect(theirs.url()).not.toContain(token);

  await theirs.goto(invited.link);
  await expect(theirs.getByRole("heading", { name: /cannot be used/ })).toBeVisible();
  await context.close();
});

test("whoever has an account signs in and joins in one step, and so do their other tabs", async ({
  browser,
  page,
}) => {
  await page.goto("/");
  const email = freshAddress("existing");
  const context = await otherBrowser(browser);
  await signUp(context, email);
  const invited = await invite(page, email);

  const otherTab = await context.newPage();
  await otherTab.goto("/account");
  await expect(otherTab.getByText("This device")).toBeVisible();
  const theirs = await context.newPage();
  await theirs.goto(invited.link);
  await theirs.getByRole("button", { name: `Join ${invited.organization.name}` }).click();
  await expectJoined(theirs, invited);
  await selector(otherTab).click();
  await expect(otherTab.getByRole("option", { name: invited.organization.name })).toBeVisible();
  await context.close();
});

test("an account is signed in to on the page of the invitation, after a wrong password too", async ({
  browser,
  page,
}) => {
  await page.goto("/");
  const email = freshAddress("signed-out");
  const context = await otherBrowser(browser);
  await signUp(context, email);
  await context.clearCookies();
  const invited = await invite(page, email);
  const theirs = await context.newPage();
  await theirs.goto(invited.link);
  await theirs.getByLabel("Password", { exact: true }).fill("not the password");
  await theirs.getByRole("button", { name: "Sign in and join" }).click();
  await expect(theirs.getByRole("alert")).toContainText("do not match");
  await theirs.reload();
  await theirs.getByLabel("Password", { exact: true }).fill(password);
  await theirs.getByRole("button", { name: "Sign in and join" }).click();
  await expectJoined(theirs, invited);
  await context.close();
});

test("whoever is signed in with another address is told so, and goes on signed out", async ({
  browser,
  page,
}) => {
  await page.goto("/");
  const own = freshAddress("other");
  const context = await otherBrowser(browser);
  await signUp(context, own);
  const invited = await invite(page, freshAddress("meant"));
  const theirs = await context.newPage();
  await theirs.goto(invited.link);
  await expect(theirs.getByRole("heading", { name: "This is for another address" })).toBeVisible();
  await expect(theirs.getByRole("main")).toContainText(invited.email);
  await expect(theirs.getByRole("main")).toContainText(own);
  await expect(theirs.getByRole("button", { name: /^Join/ })).toHaveCount(0);
  await expect(theirs.getByRole("button", { name: /^Copy a message/ })).toBeVisible();
  await theirs.getByRole("button", { name: "Sign out and go on" }).click();
  await expect(theirs.getByLabel("E-mail address")).toHaveValue(invited.email);
  await expect(theirs.getByRole("button", { name: "Create account and join" })).toBeVisible();
  await context.close();
});

test("declining asks first, and closes the link", async ({ browser, page }) => {
  await page.goto("/");
  const invited = await invite(page, freshAddress("declines"));
  const context = await otherBrowser(browser);
  const theirs = await context.newPage();
  await theirs.goto(invited.link);
  await theirs.getByRole("button", { name: "Decline" }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(theirs.getByRole("dialog")).toHaveCount(0);
  await theirs.getByRole("button", { name: "Decline" }).click();
  await theirs.getByRole("dialog").getByRole("button", { name: "Decline" }).click();
  await expect(theirs.getByRole("heading", { name: "You declined" })).toBeVisible();
  const again = await context.newPage();
  await again.goto(invited.link);
  await expect(again.getByRole("heading", { name: /cannot be used/ })).toBeVisible();
  await context.close();
});

test("a link that cannot be used says so in words, and asks for another", async ({ browser }) => {
  const context = await otherBrowser(browser);
  const theirs = await context.newPage();
  await theirs.goto("/invitation#certainly-no-token");
  await expect(theirs.getByRole("heading", { name: /cannot be used/ })).toBeVisible();
  await expect(theirs).toHaveURL(/\/invitation$/);
  await theirs.getByRole("button", { name: "Ask for a new invitation" }).click();
  await expect(theirs.getByText("Asked", { exact: true })).toBeVisible();
  await theirs.getByRole("link", { name: "Sign in" }).click();
  await expect(theirs.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await context.close();
});
