import { expect, type Page, test } from "@playwright/test";
import { fresh, type OrganizationHere, organizations } from "./demoUser";

async function createProject(page: Page, { slug }: OrganizationHere, name: string): Promise<void> {
  await page.goto(`/o/${slug}/projects`);
  await page.getByRole("button", { name: "New project" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Create project" }).click();
  await expect(page.getByRole("row", { name })).toBeVisible();
}

const selector = (page: Page) => page.getByRole("button", { name: /^Organization:/ });

test("switching shows no frame with the other organization's rows, and no reload", async ({
  page,
}) => {
  await page.goto("/");
  const [first, second] = await organizations(page);
  const name = fresh("Only in the first");
  await createProject(page, first, name);

  // Slow answers keep a stale frame, if there is one, on screen for long.
  await page.route(`**/organizations/${second.id}/**`, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 600));
    await route.continue();
  });
  await page.evaluate(
    ({ row, organization }) => {
      const seen = { frames: 0, stale: 0 };
      Object.assign(window, { seen });
      const look = () => {
        const shown = document.querySelector('button[aria-label^="Organization:"]')?.textContent;
        if (shown?.includes(organization)) {
          seen.frames += 1;
          seen.stale += document.body.textContent?.includes(row) ? 1 : 0;
        }
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    },
    { row: name, organization: second.name },
  );

  await selector(page).click();
  await page.keyboard.type(second.name);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/o/${second.slug}/projects$`));
  await expect(page.getByText("Loading projects")).toBeAttached();
  await expect(page.getByText("Loading projects")).toHaveCount(0);

  // What was put into the window is still there: the page was not loaded anew.
  const seen = await page.evaluate(
    () => (window as unknown as { seen: { frames: number; stale: number } }).seen,
  );
  expect(seen.frames).toBeGreaterThan(5);
  expect(seen.stale).toBe(0);
});

test("two tabs stay in two organizations", async ({ context, page }) => {
  await page.goto("/");
  const [first, second] = await organizations(page);
  const inFirst = fresh("First tab");
  const inSecond = fresh("Second tab");
  await createProject(page, first, inFirst);
  const other = await context.newPage();
  await createProject(other, second, inSecond);

  await page.bringToFront();
  await page.reload();
  await expect(selector(page)).toContainText(first.name);
  await expect(page.getByRole("row", { name: inFirst })).toBeVisible();
  await expect(page.getByRole("row", { name: inSecond })).toHaveCount(0);
  await expect(other.getByRole("row", { name: inSecond })).toBeVisible();
  await expect(other.getByRole("row", { name: inFirst })).toHaveCount(0);
});

test("the palette switches the organization, and / comes back to it", async ({ page }) => {
  await page.goto("/");
  const [first, second] = await organizations(page);
  await page.goto(`/o/${first.slug}/clients`);
  await expect(page.getByRole("heading", { name: "Clients" })).toBeVisible();
  const remembered = page.waitForResponse("**/session/active-organization");
  await page.keyboard.press("Control+k");
  await page.getByLabel("Find an action").fill(`Switch to ${second.name}`);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/o/${second.slug}/clients$`));
  await remembered;
  await page.goto("/");
  await expect(page).toHaveURL(new RegExp(`/o/${second.slug}/timer$`));
});
