import { expect, test } from "@playwright/test";
import { organizations } from "./demoUser";
import { look, screenshots, sizes } from "./look";

for (const { name: size, ...viewport } of sizes) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${size} ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(180_000);

      test("the pages of an organization", async ({ page }) => {
        await page.goto("/");
        const [{ id, slug }] = await organizations(page);
        const picture = (name: string, within?: string) =>
          look(page, `${name}-${size}-${colorScheme}`, within);

        await page.goto(`/o/${slug}/timer`);
        await expect(page.getByRole("button", { name: /^Continue/ }).first()).toBeVisible();
        await picture("timer");
        await page.getByRole("button", { name: "Add time by hand" }).click();
        await expect(page.getByRole("dialog").getByLabel("Duration")).toBeVisible();
        await picture("add-time");
        await page.keyboard.press("Escape");

        await page.goto(`/o/${slug}/projects`);
        await expect(page.getByRole("table")).toBeVisible();
        await picture("projects");
        await page.getByRole("button", { name: "Online shop", exact: true }).click();
        await expect(page.getByLabel("Name of the task Checkout")).toBeVisible();
        await page.getByLabel("New task").scrollIntoViewIfNeeded();
        await picture("tasks");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "New project" }).click();
        await expect(page.getByRole("dialog").getByLabel("Name")).toBeVisible();
        await picture("new-project");

        await page.goto(`/o/${slug}/clients`);
        await expect(page.getByRole("table")).toBeVisible();
        await picture("clients");
        await page.keyboard.press("Control+k");
        await expect(page.getByLabel("Find an action")).toBeVisible();
        await picture("palette");

        await page.goto(`/o/${slug}/members`);
        await expect(page.getByRole("table")).toBeVisible();
        await picture("members");
        await page
          .getByRole("button", { name: /^Role of/ })
          .nth(1)
          .click();
        await expect(page.getByRole("menuitemradio", { name: "manager" })).toBeVisible();
        await picture("member-role");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: "Invite", exact: true }).click();
        const drawer = page.getByRole("dialog");
        await drawer
          .getByLabel("E-mail addresses")
          .fill("Juno Marsh <juno@harbor-pine.example>; theo@harbor-pine.example, nobody");
        await expect(drawer.getByText("2 addresses understood")).toBeVisible();
        await picture("invite");
        await drawer.getByRole("button", { name: "Preview the mail" }).click();
        await expect(drawer.locator("iframe")).toBeVisible();
        await page.screenshot({ path: `${screenshots}/invite-mail-${size}-${colorScheme}.png` });
        // axe waits for ever for a frame that may run no scripts: the plain twin is looked at.
        await drawer.getByText("Plain text").click();
        await picture("invite-preview");
        await drawer.getByRole("button", { name: "Invite 2 people" }).click();
        await expect(drawer.getByRole("list", { name: /^What came/ })).toBeVisible();
        await picture("invited");
        await drawer.getByRole("button", { name: "Done" }).click();
        await expect(page.getByRole("button", { name: /^Mail to juno/ })).toBeVisible();
        await picture("invitations");
        await page.getByRole("button", { name: /^Mail to juno/ }).click();
        await expect(page.getByText("Attempts")).toBeVisible();
        await picture("delivery", ".mantine-Popover-dropdown");
        await page.goto(`/o/${slug}/settings`);
        await expect(page.getByRole("button", { name: "Transfer ownership…" })).toBeVisible();
        await picture("settings");
        await page.getByRole("button", { name: "Transfer ownership…" }).click();
        await expect(page.getByRole("dialog").getByLabel(/^To confirm/)).toBeVisible();
        await picture("transfer");
        await page.keyboard.press("Escape");
        await page.getByRole("button", { name: /^Delete / }).click();
        await expect(page.getByRole("dialog").getByLabel(/^To confirm/)).toBeVisible();
        await picture("delete");
        // There and back, so that the log has something to show and nothing else has changed.
        for (const weekStart of [7, 1]) {
          const change = await page.request.patch(`/api/v1/organizations/${id}`, {
            data: { weekStart },
          });
          expect(change.ok()).toBe(true);
        }
        await page.goto(`/o/${slug}/audit-log`);
        await expect(page.getByRole("list", { name: /^Changes/ })).toBeVisible();
        await picture("audit-log");
        await page.getByRole("button", { name: /^Organization:/ }).click();
        await expect(page.getByRole("option", { name: "New organization" })).toBeVisible();
        await picture("selector", ".mantine-Combobox-dropdown");
        await page.getByRole("option", { name: "New organization" }).click();
        await expect(page.getByRole("dialog").getByLabel("Address")).toBeVisible();
        await picture("new-organization");

        await page.goto("/account");
        await expect(page.getByText("This device")).toBeVisible();
        await picture("account");
        await page.goto("/o/certainly-nobodys/timer");
        await expect(page.getByRole("heading", { name: /not one of your/ })).toBeVisible();
        await picture("not-a-member");
      });

      test("the sign-in page", async ({ browser }) => {
        const context = await browser.newContext({
          viewport,
          colorScheme,
          storageState: { cookies: [], origins: [] },
        });
        const page = await context.newPage();
        await page.goto("/sign-in");
        await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
        await look(page, `sign-in-${size}-${colorScheme}`);
        await context.close();
      });
    });
  }
}

test.describe("at 360 pixels", () => {
  test.use({ viewport: { width: 360, height: 640 } });

  test("no page scrolls sideways", async ({ page }) => {
    await page.goto("/");
    const [{ slug }] = await organizations(page);
    for (const address of ["timer", "projects", "clients", "members", "settings", "audit-log"]) {
      await page.goto(`/o/${slug}/${address}`);
      await expect(page.getByRole("main").getByRole("button").first()).toBeVisible();
      await expect(page.getByText(/^Loading/)).toHaveCount(0);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - window.innerWidth,
      );
      expect(overflow, address).toBeLessThanOrEqual(0);
    }
  });
});

test("a chosen theme is there before the first paint, and stays", async ({ page }) => {
  await page.goto("/account");
  await page.getByText("Dark", { exact: true }).click();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
  // The app's own script never comes: the attribute can only be set before it.
  await page.route("**/assets/*.js", (route) => route.abort());
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-mantine-color-scheme", "dark");
});
