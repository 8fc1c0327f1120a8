import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  expect,
} from "@playwright/test";

/** An address that no earlier run has used. */
export function freshAddress(name: string): string {
  return `${name}.${Date.now().toString(36)}@example.com`;
}

export const password = "a long enough password";

/** A browser of somebody else, in which nobody is signed in. */
export function otherBrowser(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  return browser.newContext({ ...options, storageState: { cookies: [], origins: [] } });
}

/** Makes an account, and signs in to it in this browser. */
export async function signUp(context: BrowserContext, email: string): Promise<void> {
  const answer = await context.request.post("/api/v1/auth/sign-up", {
    data: { name: "Noor Existing", email, password },
  });
  expect(answer.ok(), `${email} can sign up`).toBe(true);
}
