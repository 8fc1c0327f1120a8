import { expect, type Page } from "@playwright/test";
import { organizations } from "./demoUser";

export interface Invited {
  email: string;
  link: string;
  organization: { name: string; slug: string };
}

/** Invites an address into the demo user's team, and answers the link that is mailed there. */
export async function invite(page: Page, email: string): Promise<Invited> {
  const [organization] = await organizations(page);
  const answer = await page.request.post(`/api/v1/organizations/${organization.id}/invitations`, {
    data: { emails: [email], role: "member", note: "We start on Monday." },
  });
  expect(answer.ok(), `${email} can be invited`).toBe(true);
  const { results } = (await answer.json()) as { results: { link: string | null }[] };
  const link = results[0]?.link;
  if (!link) {
    throw new Error(`The invitation of ${email} has no link.`);
  }
  // The instance calls itself by the address of its settings, which need not be the tests'.
  const { pathname, hash } = new URL(link);
  return { email, link: `${pathname}${hash}`, organization };
}
