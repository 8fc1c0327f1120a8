import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Where pictures are kept. */
export const screenshots = "test-results/screenshots";
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

export const sizes = [
  { name: "1440", width: 1440, height: 900 },
  { name: "390", width: 390, height: 844 },
];

/**
 * Keeps a picture, and finds what breaks the page for narrow screens and for assistive technology.
 * With `within`, only there: what a list that is open covers in part is not too small to be hit.
 */
export async function look(page: Page, name: string, within = "body"): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${screenshots}/${name}.png`, animations: "disabled" });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0);
  // A mail in its frame runs no scripts, the checker's neither; mails have tests of their own.
  const { violations } = await new AxeBuilder({ page })
    .include(within)
    .exclude("iframe")
    .withTags(rules)
    .analyze();
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(" | ")}`,
  );
  expect(found, name).toEqual([]);
}
