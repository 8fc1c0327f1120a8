import { expect, type Page, test } from "@playwright/test";
import { fresh } from "./demoUser";
import { MailProvider, type MailSettings } from "./mailProvider";
import { freshTeam, type Team } from "./team";

// These run against a server whose mail goes to the stand-in in this process.
const settings: MailSettings = {
  url: process.env.TENURE_MAIL_URL ?? "",
  port: Number(process.env.TENURE_MAIL_PROVIDER_PORT),
  webhookSecret: process.env.TENURE_MAIL_WEBHOOK_SECRET ?? "",
};
// A change made elsewhere is promised within a second; the rest is for a busy machine.
const soon = { timeout: 3_000 };

const address = (name: string) => `${fresh(name).replaceAll(" ", "-")}@example.com`.toLowerCase();
const row = (page: Page, email: string) => page.getByRole("row", { name: email });

async function invite(page: Page, { slug }: Team, email: string): Promise<void> {
  await page.goto(`/o/${slug}/members`);
  await page.getByRole("button", { name: "Invite", exact: true }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("E-mail addresses").fill(email);
  await drawer.getByRole("button", { name: "Invite", exact: true }).click();
  await drawer.getByRole("button", { name: "Done" }).click();
  await expect(row(page, email)).toBeVisible();
  await expect(page.getByRole("status").getByText("Live")).toBeAttached();
}

test("an invitation's mail is followed to where it arrives, or does not, without a reload", async ({
  page,
}) => {
  // The worker's second attempt comes after its own pause.
  test.setTimeout(120_000);
  const signedIn = await page.request.post("/api/v1/auth/sign-in", {
    data: { email: process.env.TENURE_MAIL_EMAIL, password: process.env.TENURE_MAIL_PASSWORD },
  });
  expect(signedIn.ok(), "the demo user of that server can sign in").toBe(true);
  const team = await freshTeam(page, "Followed");
  const [arriving, bouncing] = [address("arriving"), address("bouncing")];

  // Nobody takes mail yet: it waits.
  await invite(page, team, arriving);
  await expect(row(page, arriving)).toContainText("Queued");
  await page.evaluate(() => Object.assign(window, { stayed: true }));

  const provider = await MailProvider.start(settings);
  try {
    await expect(row(page, arriving)).toContainText("Sent", { timeout: 45_000 });
    const mail = provider.mailTo(arriving);
    expect(mail?.text).toContain(`${settings.url}/invitation#`);
    if (mail) {
      expect(await provider.tell(page.request, mail, "email.delivered")).toBeLessThan(300);
    }
    await expect(row(page, arriving)).toContainText("Delivered", soon);
    expect(await page.evaluate(() => "stayed" in window)).toBe(true);

    await invite(page, team, bouncing);
    await expect(row(page, bouncing)).toContainText("Sent", { timeout: 45_000 });
    const refused = provider.mailTo(bouncing);
    if (refused) {
      const bounce = { message: "550 5.1.1 no such user", type: "Permanent", subType: "General" };
      await provider.tell(page.request, refused, "email.bounced", { bounce });
    }
    await expect(row(page, bouncing)).toContainText("Bounced", soon);
    await page.getByRole("button", { name: `Mail to ${bouncing}: Bounced. Details` }).click();
    await expect(page.getByRole("dialog")).toContainText("550 5.1.1 no such user");
  } finally {
    await provider.stop();
  }
});
