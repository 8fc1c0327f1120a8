import { expect, it } from "vitest";
import { member } from "../../app/fixtures";
import { roleRefusal, stateOf, untouchable } from "./memberRules";

it("tells the states of a member apart", () => {
  expect(stateOf(member())).toBe("active");
  expect(stateOf(member({ active: false }))).toBe("deactivated");
  expect(stateOf(member({ active: false, placeholder: true }))).toBe("placeholder");
  expect(stateOf(member({ active: false, removed: true, placeholder: true }))).toBe("removed");
});

it("keeps everyone off those above them, and off roles above theirs", () => {
  expect(untouchable(member({ name: "Ines", role: "owner" }), "admin")).toContain(
    "Ines is an owner, which is above your own role (admin)",
  );
  expect(untouchable(member({ role: "admin" }), "admin")).toBeNull();
  expect(untouchable(member({ role: "viewer", removed: true }), "admin")).toContain("stays here");
  expect(roleRefusal("owner", "admin")).toContain("Above your own role");
  expect(roleRefusal("admin", "admin")).toBeNull();
});
