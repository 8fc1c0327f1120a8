import { expect, test } from "@playwright/test";
import { fresh, organizations } from "./demoUser";

test("create, edit, archive and delete a client", async ({ page }) => {
  await page.goto("/");
  const [{ slug }] = await organizations(page);
  await page.goto(`/o/${slug}/clients`);
  const name = fresh("Acme");

  await page.getByRole("button", { name: "New client" }).click();
  const drawer = page.getByRole("dialog");
  await drawer.getByLabel("Name").fill(name);
  await drawer.getByLabel("Website").fill("acme.example");
  await drawer.getByLabel("City").fill("Ghent");
  await drawer.getByRole("button", { name: "Create client" }).click();
  const row = page.getByRole("row", { name });
  await expect(row).toContainText("Ghent");
  await expect(row.getByRole("link", { name: "acme.example" })).toHaveAttribute(
    "href",
    "https://acme.example/",
  );

  await row.getByRole("button", { name, exact: true }).click();
  await page.getByRole("dialog").getByLabel("City").fill("");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row).not.toContainText("Ghent");

  await row.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Archive" }).click();
  await expect(row).toHaveCount(0);
  await page.getByText("Archived", { exact: true }).click();
  await row.getByRole("button", { name: `More for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete client" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await expect(row).toHaveCount(0);
});
