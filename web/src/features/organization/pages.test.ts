import { expect, it } from "vitest";
import { membership } from "../../app/fixtures";
import { barPages, organizationPages, pageOf, underSlug } from "./pages";

it("offers the pages that have something to show", () => {
  const team = membership("acme");
  const personal = { ...team, organization: { ...team.organization, kind: "personal" as const } };
  const viewer = membership("acme", "viewer");
  expect(organizationPages(team)).toContain("audit-log");
  expect(organizationPages(personal)).not.toContain("members");
  expect(organizationPages(viewer)).not.toContain("audit-log");
  expect(organizationPages(viewer)).toContain("settings");
});

it("puts at most five at the bottom of a phone, with a way to the rest", () => {
  const all = organizationPages(membership("acme"));
  const { bar, more } = barPages(all);
  expect(bar.length + 1).toBe(5);
  expect([...bar, ...more]).toEqual(all);
  expect(barPages(all.slice(0, 5))).toEqual({ bar: all.slice(0, 5), more: [] });
});

it("finds the page in an address, and the address under another slug", () => {
  expect(pageOf("/o/acme/audit-log")).toBe("audit-log");
  expect(pageOf("/account")).toBe("timer");
  expect(underSlug("/o/acme/projects?a=1#b", "acme-2")).toBe("/o/acme-2/projects?a=1#b");
  expect(underSlug("/o/acme", "new")).toBe("/o/new");
});
