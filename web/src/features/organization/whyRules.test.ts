import { expect, it } from "vitest";
import { member } from "../../app/fixtures";
import { grantersOf, whichRole } from "./whyRules";

const people = [
  member({ id: "1", name: "Ines", role: "admin" }),
  member({ id: "2", name: "Robin", role: "owner" }),
  member({ id: "3", name: "Tomasz", role: "manager" }),
  member({ id: "4", name: "Gone", role: "owner", active: false }),
];

it("names whom to ask: active people who can give a role that has it, owners first", () => {
  expect(grantersOf(people, "projects.update")).toBe("Robin (owner) or Ines (admin)");
  expect(grantersOf(people, "organization.transfer")).toBe("Robin (owner)");
  expect(grantersOf([], "projects.update")).toBe("");
});

it("names a few where there are many", () => {
  const crowd = Array.from({ length: 30 }, (_, id) =>
    member({ id: String(id), name: `Admin ${id}`, role: "admin" }),
  );
  expect(grantersOf(crowd, "members.update")).toMatch(/another owner or admin$/);
});

it("says which role it takes", () => {
  expect(whichRole("projects.update")).toBe("manager or above");
  expect(whichRole("organization.transfer")).toBe("an owner");
});
