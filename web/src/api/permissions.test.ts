import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { isAbove, permissionTable, rolesInWords, rolesWith } from "./permissions";

it("is the server's table, line by line", () => {
  const source = readFileSync("../crates/domain/src/permission.rs", "utf8");
  const line = /^\s+\w+ "([\w.]+)" from (\w+): "(.+)";$/gm;
  const served = [...source.matchAll(line)].map(([, word = "", role = "", words]) => [
    word,
    [role.toLowerCase(), words],
  ]);
  expect(served.length).toBeGreaterThan(20);
  expect(Object.fromEntries(served)).toEqual(permissionTable);
});

it("says who has a permission", () => {
  expect(rolesWith("members.update")).toEqual(["owner", "admin"]);
  expect(rolesWith("organization.transfer")).toEqual(["owner"]);
  expect(rolesWith("somethingNew.read")).toBeNull();
  expect(rolesWith("toString")).toBeNull();
  expect(rolesInWords(["owner", "admin", "manager"])).toBe("owners, admins, and managers");
});

it("ranks roles", () => {
  expect(isAbove("owner", "admin")).toBe(true);
  expect(isAbove("admin", "admin")).toBe(false);
  expect(isAbove("viewer", "member")).toBe(false);
});
