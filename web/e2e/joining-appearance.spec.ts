import { expect, type Page, test } from "@playwright/test";
import { invite } from "./invitation";
import { look, sizes } from "./look";
import { freshAddress, otherBrowser, signUp } from "./stranger";

for (const { name: size, ...viewport } of sizes) {
  for (const colorScheme of ["light", "dark"] as const) {
    test.describe(`${size} ${colorScheme}`, () => {
      test.use({ viewport, colorScheme });
      test.setTimeout(90_000);
      const picture = (page: Page, name: string) => look(page, `${name}-${size}-${colorScheme}`);

      test("the pages that links lead to", async ({ browser, page }) => {
        await page.goto("/");
        const context = await otherBrowser(browser, { viewport, colorScheme });
        const theirs = await context.newPage();
        const invited = await invite(page, freshAddress("looked-at"));
        await theirs.goto(invited.link);
        await expect(theirs.getByRole("button", { name: "Create account and join" })).toBeVisible();
        await picture(theirs, "invitation-new");
        await theirs.getByRole("button", { name: "Decline" }).click();
        await expect(theirs.getByRole("dialog")).toBeVisible();
        await picture(theirs, "invitation-decline");
        await theirs.goto("/sign-in?by=reset");
        await expect(theirs.getByRole("button", { name: "Send the link" })).toBeVisible();
        await picture(theirs, "link-request");
        await theirs.goto("/link#no-such-token");
        await theirs.getByRole("button", { name: "Go on" }).click();
        await expect(theirs.getByRole("heading", { name: /does not work/ })).toBeVisible();
        await picture(theirs, "link-unusable");
        await theirs.goto("/invitation#no-such-token");
        await expect(theirs.getByRole("heading", { name: /cannot be used/ })).toBeVisible();
        await picture(theirs, "invitation-unusable");
        await signUp(context, freshAddress("looker"));
        await theirs.goto(invited.link);
        await theirs.reload();
        await expect(theirs.getByRole("heading", { name: /another address/ })).toBeVisible();
        await picture(theirs, "invitation-other-address");
        await context.close();
      });

      test("the operators' overview, and the Mail page", async ({ page }) => {
        await page.goto("/");
        await page.getByRole("button", { name: /^Account:/ }).click();
        await page.getByRole("menuitem", { name: "This instance" }).click();
        await expect(page.getByRole("heading", { name: "This instance" })).toBeVisible();
        await picture(page, "operator");
        await page.getByRole("main").getByRole("link", { name: /^Mail/ }).click();
        await expect(page.getByRole("table")).toBeVisible();
        await picture(page, "mail");
        await page.getByRole("table").getByRole("button").first().click();
        await expect(page.getByRole("heading", { name: "What happened" })).toBeVisible();
        await picture(page, "mail-message");
        await page.goto("/operator/mail?tab=samples");
        await expect(page.getByRole("combobox", { name: "Kind of mail" })).toBeVisible();
        await picture(page, "mail-samples");
        await page.getByRole("button", { name: /^Send a test message/ }).click();
        await expect(page.getByRole("dialog").getByLabel("To")).toBeVisible();
        await picture(page, "mail-test");
      });
    });
  }
}
