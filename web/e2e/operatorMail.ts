import { expect, type Page } from "@playwright/test";

/**
 * Reads the link of the newest mail to an address, as an operator does where no mail leaves: on the
 * Mail page. The instance calls itself by the address of its settings, which need not be the tests'.
 */
export async function linkMailedTo(page: Page, address: string): Promise<string> {
  await page.goto(`/operator/mail?find=${encodeURIComponent(address)}`);
  const row = page.getByRole("row").filter({ hasText: address }).first();
  await row.getByRole("button").click();
  const link = page.getByRole("region", { name: "Link of the message" }).locator("code");
  await expect(link).toBeVisible();
  const { pathname, hash } = new URL((await link.textContent()) ?? "");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  return `${pathname}${hash}`;
}
