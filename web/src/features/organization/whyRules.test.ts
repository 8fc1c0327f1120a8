import { expect, it } from "vitest";
import { member } from "../../app/fixtures";
import { grantersOf, whichChoice, whichRole } from "./whyRules";

const closed = { ratesVisibleTo: "managers", tasksManagedBy: "managers" } as const;

const people = [
  member({ id: "1", name: "Ines", role: "admin" }),
  member({ id: "2", name: "Robin", role: "owner" }),
  member({ id: "3", name: "Tomasz", role: "manager" }),
  member({ id: "4", name: "Gone", role: "owner", active: false }),
];

it("names whom to ask: active people who can give a role that has it, owners first", () => {
  expect(grantersOf(people, "projects.update", closed)).toBe("Robin (owner) or Ines (admin)");
  expect(grantersOf(people, "organization.transfer", closed)).toBe("Robin (owner)");
  expect(grantersOf([], "projects.update", closed)).toBe("");
});

it("names a few where there are many", () => {
  const crowd = Array.from({ length: 30 }, (_, id) =>
    member({ id: String(id), name: `Admin ${id}`, role: "admin" }),
  );
  expect(grantersOf(crowd, "members.update", closed)).toMatch(/another owner or admin$/);
});

it("says which role it takes", () => {
  expect(whichRole("projects.update", closed)).toBe("manager or above");
  expect(whichRole("organization.transfer", closed)).toBe("an owner");
});

it("says what the organization has chosen where that decides", () => {
  expect(whichRole("rates.read", closed)).toBe("manager or above");
  expect(whichRole("rates.read", { ...closed, ratesVisibleTo: "members" })).toBe("member or above");
  expect(whichChoice("rates.read", closed)).toContain("who sees rates: managers");
  expect(whichChoice("projects.update", closed)).toBeNull();
});
