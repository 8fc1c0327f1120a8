import { type Browser, expect, type Page } from "@playwright/test";
import { organizations } from "./demoUser";

interface MemberHere {
  id: string;
  userId: string;
  name: string;
  role: string;
  active: boolean;
}

/** A member of the demo user's team, signed in elsewhere, whom the demo user may change. */
export interface OtherMember {
  page: Page;
  organization: { id: string; slug: string; name: string };
  name: string;
  /** Gives the role and lets in again, whatever a test has left behind. */
  restore: (role: string) => Promise<void>;
}

/**
 * Signs a second member in, in a context of their own. Without the two settings the tests that need
 * one fail: skipped, they would look as if they had passed.
 */
export async function otherMember(browser: Browser, owner: Page): Promise<OtherMember> {
  const email = required("TENURE_E2E_MEMBER_EMAIL");
  const password = required("TENURE_E2E_MEMBER_PASSWORD");
  const [organization] = await organizations(owner);
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  const page = await context.newPage();
  const answer = await page.request.post("/api/v1/auth/sign-in", { data: { email, password } });
  expect(answer.ok(), `${email} can sign in`).toBe(true);
  const { user } = (await answer.json()) as { user: { id: string; name: string } };

  const base = `/api/v1/organizations/${organization.id}/members`;
  const list = await owner.request.get(`${base}?limit=200`);
  const members = ((await list.json()) as { page: MemberHere[] }).page;
  const member = members.find(({ userId }) => userId === user.id);
  if (member === undefined) {
    throw new Error(`${email} is no member of ${organization.name}, the demo user's team.`);
  }
  return {
    page,
    organization,
    name: member.name,
    restore: async (role) => {
      const change = await owner.request.patch(`${base}/${member.id}`, {
        data: { role, active: true },
      });
      expect(change.ok(), `${member.name} is ${role} again`).toBe(true);
    },
  };
}

function required(name: string): string {
  const value = process.env[name];
  if (!value) {
    throw new Error(`Set ${name}: the tests with two people sign the second one in with it.`);
  }
  return value;
}
