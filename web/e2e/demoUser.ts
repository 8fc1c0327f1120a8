import { expect, type Page } from "@playwright/test";

/** The user that the tests sign in as; a fresh instance with sample data prints both. */
export const demoUser = {
  email: required("TENURE_E2E_EMAIL"),
  password: required("TENURE_E2E_PASSWORD"),
};

export interface OrganizationHere {
  id: string;
  kind: string;
  slug: string;
  name: string;
}

interface SessionHere {
  user: { id: string };
  memberships: { permissions: string[]; organization: OrganizationHere }[];
}

/** Organizations in which the user may change everything the tests change; there must be two. */
export async function organizations(page: Page): Promise<[OrganizationHere, OrganizationHere]> {
  const answer = await page.request.get("/api/v1/auth/session");
  const session = (await answer.json()) as SessionHere;
  const [first, second] = session.memberships
    .filter(({ permissions }) => permissions.includes("projects.create"))
    .map(({ organization }) => organization)
    // Teams have sample data, of which the first made is the demo's own: ids count up, and tests make
    // others. A personal workspace may be empty.
    .sort(
      (one, other) =>
        Number(one.kind === "personal") - Number(other.kind === "personal") ||
        one.id.localeCompare(other.id),
    );
  if (!(first && second)) {
    throw new Error("The demo user must be able to change projects in two organizations.");
  }
  return [first, second];
}

export async function signIn(page: Page): Promise<void> {
  await page.getByLabel("E-mail address").fill(demoUser.email);
  await page.getByLabel("Password", { exact: true }).fill(demoUser.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("button", { name: /^Account:/ })).toBeVisible();
}

/** A name that no earlier run has used. */
export function fresh(name: string): string {
  return `${name} ${Date.now().toString(36)}`;
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Set ${name}: the tests sign in with it.`);
  }
  return value;
}
