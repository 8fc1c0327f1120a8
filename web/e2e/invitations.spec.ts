import { type Browser, expect, type Page, test } from "@playwright/test";
import { fresh } from "./demoUser";
import { freshTeam, type Team, tokenOf } from "./team";

// A change made elsewhere is promised within a second; the rest is for a busy machine.
const soon = { timeout: 3_000 };

const address = (name: string) => `${fresh(name).replaceAll(" ", "-")}@example.com`.toLowerCase();
const row = (page: Page, email: string) => page.getByRole("row", { name: email });

/** Invites by the form, and answers the link that it shows. */
async function invite(page: Page, { slug }: Team, email: string): Promise<string> {
  await page.goto(`/o/${slug}/members`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("E-mail addresses").fill(email);
  await expect(drawer.getByText("1 address understood")).toBeVisible();
  await drawer.getByRole("button", { name: "Invite", exact: true }).click();
  const link = await drawer.getByLabel(`Link for ${email}`, { exact: true }).inputValue();
  await drawer.getByRole("button", { name: "Done" }).click();
  await expect(row(page, email)).toBeVisible();
  return link;
}

/** Somebody new, in a browser of their own, who joins by a link. */
async function join(browser: Browser, link: string): Promise<Page> {
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const answer = await page.request.post(`/api/v1/invitations/${tokenOf(link)}/accept`, {
    data: { name: "Newly Joined", password: "a long enough password" },
  });
  expect(answer.ok(), await answer.text()).toBe(true);
  return page;
}

const opens = async (page: Page, link: string) =>
  (await page.request.get(`/api/v1/invitations/${tokenOf(link)}`)).status();

test("a pasted list is shown as it was understood, and the mail as it will look", async ({
  page,
}) => {
  await page.goto("/");
  const team = await freshTeam(page, "Pasted");
  await page.goto(`/o/${team.slug}/members`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const drawer = page.getByRole("dialog");
  const [first, second] = [address("first"), address("second")];
  await drawer
    .getByLabel("E-mail addresses")
    .fill(`Ada First <${first}>; ${second}\n${first}, nobody`);
  await expect(drawer.getByText("2 addresses understood, 1 of them repeated")).toBeVisible();
  await expect(drawer.getByText("Not understood, and left out: nobody")).toBeVisible();
  await drawer.getByLabel("Note").fill("Welcome <b>aboard</b>");
  await drawer.getByRole("button", { name: "Preview the mail" }).click();
  const mail = drawer.locator("iframe").contentFrame();
  await expect(mail.getByText(team.name).first()).toBeVisible();
  await expect(mail.getByText("Welcome <b>aboard</b>")).toBeVisible();
  await drawer.getByText("Plain text").click();
  await expect(drawer.getByLabel(/^Mail as plain text/)).toHaveValue(/Welcome <b>aboard<\/b>/);

  await drawer.getByRole("button", { name: "Invite 2 people" }).click();
  await expect(drawer.getByText("2 people are invited.")).toBeVisible();
  await drawer.getByRole("button", { name: "Invite more" }).click();
  await drawer.getByLabel("E-mail addresses").fill(second);
  await drawer.getByRole("button", { name: "Invite", exact: true }).click();
  await expect(drawer.getByText("Has a pending invitation already")).toBeVisible();
});

test("without mail the link is copied, and joining shows at once", async ({ browser, page }) => {
  await page.goto("/");
  const team = await freshTeam(page, "Copied");
  const email = address("copied");
  const link = await invite(page, team, email);
  await expect(row(page, email)).toContainText(/Queued|Kept here/);
  await expect(page.getByRole("status").getByText("Live")).toBeAttached();

  await page.getByRole("button", { name: `More for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  const dialog = page.getByRole("dialog", { name: `Link for ${email}` });
  await expect(dialog.getByLabel(`Link for ${email}`, { exact: true })).toHaveValue(link);
  await dialog.getByRole("button", { name: "Close" }).last().click();

  const joined = await join(browser, link);
  await expect(row(page, email)).toContainText("Accepted", soon);
  await expect(row(page, email)).toContainText("By Newly Joined");
  await joined.goto(`/o/${team.slug}/timer`);
  await expect(joined.getByRole("button", { name: /^Organization:/ })).toContainText(team.name);
  await joined.context().close();
});

test("sending again ends the first link, and revoking the second", async ({ page }) => {
  await page.goto("/");
  const team = await freshTeam(page, "Again");
  const email = address("again");
  const first = await invite(page, team, email);
  expect(await opens(page, first)).toBe(200);

  await page.getByRole("button", { name: `More for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Send again" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("The old link ends at once");
  await dialog.getByRole("button", { name: "Send again" }).click();
  await expect(page.getByText(`A new link is on its way to ${email}.`)).toBeVisible();
  expect(await opens(page, first)).toBe(404);

  await page.getByRole("button", { name: `More for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Copy link" }).click();
  const field = page.getByRole("dialog").getByLabel(`Link for ${email}`, { exact: true });
  await expect(field).toHaveValue(/#/);
  const second = await field.inputValue();
  expect(second).not.toBe(first);
  expect(await opens(page, second)).toBe(200);
  await page.keyboard.press("Escape");

  await page.getByRole("button", { name: `More for ${email}` }).click();
  await page.getByRole("menuitem", { name: "Revoke" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Revoke" }).click();
  await expect(row(page, email)).toContainText("Revoked");
  expect(await opens(page, second)).toBe(404);
});

test("a removed member's page closes with words, and the old link lets nobody back in", async ({
  browser,
  page,
}) => {
  await page.goto("/");
  const team = await freshTeam(page, "Removed");
  const link = await invite(page, team, address("removed"));
  const theirs = await join(browser, link);
  await theirs.goto(`/o/${team.slug}/projects`);
  await expect(theirs.getByText("No projects yet")).toBeVisible();
  await expect(theirs.getByRole("status").getByText("Live")).toBeAttached();

  await page.getByRole("tab", { name: "Members" }).click();
  await page.getByRole("button", { name: "More for Newly Joined" }).click();
  await page.getByRole("menuitem", { name: "Remove" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Remove member" }).click();
  await expect(
    theirs.getByRole("heading", { name: `You are no longer in ${team.name}` }),
  ).toBeVisible(soon);

  expect(await opens(theirs, link)).toBe(404);
  const again = await theirs.request.post(`/api/v1/invitations/${tokenOf(link)}/accept`, {
    data: {},
  });
  expect(again.status()).toBe(404);
  await theirs.goto(`/o/${team.slug}/projects`);
  await expect(theirs.getByRole("heading", { name: /not one of your/ })).toBeVisible();
  await theirs.context().close();
});
