import { expect, it } from "vitest";
import { membership } from "../../app/fixtures";
import { changeOf, formOf, isConfirmed } from "./settingsFields";

const { organization } = membership("acme");

it("sends only what differs", () => {
  expect(changeOf(organization, formOf(organization))).toEqual({});
  expect(
    changeOf(organization, { ...formOf(organization), name: ` ${organization.name} ` }),
  ).toEqual({});
  expect(
    changeOf(organization, { ...formOf(organization), slug: "acme-2", weekStart: "7" }),
  ).toEqual({ slug: "acme-2", weekStart: 7 });
  const form = formOf(organization);
  expect(
    changeOf(organization, {
      ...form,
      formats: { ...form.formats, date: "dd.mm.yyyy" },
      ratesVisibleTo: "members",
    }),
  ).toEqual({ formats: { date: "dd.mm.yyyy" }, ratesVisibleTo: "members" });
});

it("takes a typed confirmation as it is read, and nothing else", () => {
  expect(isConfirmed("  Harbor  & Pine ", "Harbor & Pine")).toBe(true);
  expect(isConfirmed("Zoe\u0308", "Zo\u00eb")).toBe(true);
  expect(isConfirmed("harbor & pine", "Harbor & Pine")).toBe(false);
  expect(isConfirmed("", "Harbor & Pine")).toBe(false);
});
