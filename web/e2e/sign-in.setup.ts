import { test } from "@playwright/test";
import { signIn } from "./demoUser";

test("sign in once, for all the tests that need it", async ({ page }) => {
  await page.goto("/sign-in");
  await signIn(page);
  await page.context().storageState({ path: "test-results/session.json" });
});
