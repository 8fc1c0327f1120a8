import { expect, it } from "vitest";
import { isAbove, isPermission, leastRole, rolesInWords, rolesWith } from "./permissions";

it("says who has a permission", () => {
  expect(rolesWith("members.update")).toEqual(["owner", "admin"]);
  expect(rolesWith("organization.transfer")).toEqual(["owner"]);
  expect(rolesInWords(["owner", "admin", "manager"])).toBe("owners, admins, and managers");
});

it("says who has it where the organization has chosen", () => {
  const open = { ratesVisibleTo: "members", tasksManagedBy: "managers" } as const;
  expect(leastRole("rates.read", open)).toBe("member");
  expect(leastRole("rates.read", { ...open, ratesVisibleTo: "managers" })).toBe("manager");
  expect(leastRole("projects.update", open)).toBe("manager");
});

it("knows its own words and no others", () => {
  expect(isPermission("rates.read")).toBe(true);
  expect(isPermission("somethingNew.read")).toBe(false);
  expect(isPermission("toString")).toBe(false);
});

it("ranks roles", () => {
  expect(isAbove("owner", "admin")).toBe(true);
  expect(isAbove("admin", "admin")).toBe(false);
  expect(isAbove("viewer", "member")).toBe(false);
});
