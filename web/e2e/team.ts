import { expect, type Page } from "@playwright/test";
import { fresh } from "./demoUser";

export interface Team {
  id: string;
  slug: string;
  name: string;
}

/** A team of its own for a test, of which the signed-in user is the only member. */
export async function freshTeam(page: Page, name: string): Promise<Team> {
  const answer = await page.request.post("/api/v1/organizations", { data: { name: fresh(name) } });
  expect(answer.ok(), "a team can be made").toBe(true);
  return ((await answer.json()) as { organization: Team }).organization;
}

/** The secret part of an invitation's link. */
export function tokenOf(link: string): string {
  return new URL(link).hash.slice(1);
}
