import { expect, it } from "vitest";
import { keys } from "./keys";

/** What belongs to the person instead of an organization, and may be cached without one. */
const personal = ["session", "account", "devices", "timers", "offers", "offer", "formerSlug"];

it("starts every tenant key with the organization's id", () => {
  const organizationId = "0190-organization";
  const tenantKeys = Object.entries(keys).filter(([name]) => !personal.includes(name));
  expect(tenantKeys.length).toBeGreaterThan(0);
  for (const [name, make] of tenantKeys) {
    expect(make, `${name} takes the organization's id`).toBeTypeOf("function");
    // The further arguments of some do not matter for where the key starts.
    const key = (make as (...args: unknown[]) => readonly unknown[])(organizationId, {});
    expect(key[0], name).toBe(organizationId);
  }
});
