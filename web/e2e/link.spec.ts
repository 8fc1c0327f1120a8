import { expect, test } from "@playwright/test";
import { linkMailedTo } from "./operatorMail";
import { freshAddress, otherBrowser, password, signUp } from "./stranger";

test("a forgotten password is replaced by a link, which the operator reads where no mail leaves", async ({
  browser,
  page,
}) => {
  const email = freshAddress("forgetful");
  const context = await otherBrowser(browser);
  await signUp(context, email);
  await context.clearCookies();
  const theirs = await context.newPage();
  await theirs.goto("/sign-in");
  await theirs.getByLabel("E-mail address").fill(email);
  await theirs.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(theirs.getByText("No mail leaves this instance")).toBeVisible();
  await expect(theirs.getByLabel("E-mail address")).toHaveValue(email);
  await theirs.getByRole("button", { name: "Send the link" }).click();
  await expect(theirs.getByRole("heading", { name: "Now ask an operator" })).toBeVisible();

  const link = await linkMailedTo(page, email);
  await theirs.goto(link);
  await expect(theirs).toHaveURL(/\/link$/);
  await theirs.getByRole("button", { name: "Go on" }).click();
  await theirs.getByLabel("New password").fill("short");
  await theirs.getByRole("button", { name: /^Set the password/ }).click();
  await expect(theirs.getByLabel("New password")).toHaveAttribute("data-invalid", "true");
  const next = `${password}, and another`;
  await theirs.getByLabel("New password").fill(next);
  await theirs.getByRole("button", { name: /^Set the password/ }).click();
  await expect(theirs.getByRole("button", { name: /^Account:/ })).toBeVisible();

  const again = await context.newPage();
  await again.goto(link);
  await again.getByRole("button", { name: "Go on" }).click();
  await expect(again.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  const signIn = await context.request.post("/api/v1/auth/sign-in", {
    data: { email, password: next },
  });
  expect(signIn.ok()).toBe(true);
  await context.close();
});

test("a sign-in link signs in without a password, and opening it alone does not", async ({
  browser,
  page,
}) => {
  const email = freshAddress("linked");
  const context = await otherBrowser(browser);
  await signUp(context, email);
  await context.clearCookies();
  const theirs = await context.newPage();
  await theirs.goto("/sign-in?return=%2Faccount");
  await theirs.getByRole("link", { name: "Sign in by e-mail link" }).click();
  await theirs.getByLabel("E-mail address").fill(email);
  await theirs.keyboard.press("Enter");
  await expect(theirs.getByRole("heading", { name: "Now ask an operator" })).toBeVisible();

  const link = await linkMailedTo(page, email);
  const opened = await context.newPage();
  await opened.goto(link);
  await expect(opened).toHaveURL(/\/link$/);
  await opened.reload();
  await expect(opened.getByText("This page is opened by a link")).toBeVisible();
  await opened.goto(link);
  await opened.getByRole("button", { name: "Go on" }).click();
  await expect(opened.getByRole("button", { name: /^Account:/ })).toBeVisible();
  // The tab that asked goes on by itself to the page that it was on the way to.
  await expect(theirs).toHaveURL(/\/account$/);
  await context.close();
});

test("the account's name, password and address are changed", async ({ browser, page }) => {
  const email = freshAddress("account");
  const context = await otherBrowser(browser);
  await signUp(context, email);
  const theirs = await context.newPage();
  await theirs.goto("/account");
  await theirs.getByLabel("Your name").fill("Noor Renamed");
  await theirs.getByRole("button", { name: "Save the name" }).click();
  await expect(theirs.getByRole("button", { name: "Account: Noor Renamed" })).toBeVisible();

  await theirs.getByLabel("Password of now").fill("not the password");
  await theirs.getByLabel("New password").fill(`${password}, changed`);
  await theirs.getByRole("button", { name: "Change the password" }).click();
  await expect(theirs.getByText("This is not your password of now.")).toBeVisible();
  await theirs.getByLabel("Password of now").fill(password);
  await theirs.getByRole("button", { name: "Change the password" }).click();
  await expect(theirs.getByText("Your password is changed.")).toBeVisible();

  const next = freshAddress("moved");
  await theirs.getByLabel("New e-mail address").fill(next);
  await theirs.getByLabel("Password, to confirm").fill(`${password}, changed`);
  await theirs.getByRole("button", { name: "Send a link to the new address" }).click();
  await expect(theirs.getByText(`${next} is not confirmed yet`)).toBeVisible();
  await theirs.goto(await linkMailedTo(page, next));
  await theirs.getByRole("button", { name: "Go on" }).click();
  await expect(theirs.getByRole("heading", { name: "The address is confirmed" })).toBeVisible();
  await theirs.getByRole("link", { name: "Go to your account" }).click();
  await expect(theirs.getByRole("main")).toContainText(`You sign in with ${next}`);
  await context.close();
});
