import { expect, it } from "vitest";
import {
  currencyChoices,
  slugRefusal,
  suggestSlug,
  timeZoneChoices,
  weekStartChoices,
} from "./organizationForm";

it.each([
  ["Łukasz & Zoë GmbH", "ukasz-zoe-gmbh"],
  ["  ACME  Inc. ", "acme-inc"],
  ["株式会社", ""],
  [`${"a".repeat(47)} b`, "a".repeat(47)],
])("suggests an address for %j", (name, slug) => {
  expect(suggestSlug(name)).toBe(slug);
});

it("takes what it suggests, and says what is wrong with the rest", () => {
  expect(slugRefusal(suggestSlug("Harbor & Pine"))).toBeNull();
  for (const slug of ["", "-a", "a-", "a--b", "Acme", "a b", "a".repeat(49)]) {
    expect(slugRefusal(slug), slug).toContain("hyphens");
  }
});

it("names currencies, the common ones first, and keeps one it does not know", () => {
  const choices = currencyChoices("XQQ", "en");
  expect(choices[0]).toEqual({ value: "EUR", label: "EUR · Euro" });
  expect(choices.filter(({ value }) => value === "EUR")).toHaveLength(1);
  expect(choices.some(({ value }) => value === "XQQ")).toBe(true);
});

it("lists time zones with their offset of now, and keeps one it does not know", () => {
  const choices = timeZoneChoices("Mars/Olympus_Mons", new Date("2026-11-23T12:00:00Z"));
  const label = (zone: string) => choices.find(({ value }) => value === zone)?.label;
  expect(label("Europe/Berlin")).toBe("Europe/Berlin · UTC+01:00");
  expect(label("UTC")).toBe("UTC · UTC+00:00");
  expect(label("Mars/Olympus_Mons")).toContain("unknown to this browser");
});

it("begins its weekdays with Monday", () => {
  expect(weekStartChoices("en").map(({ label }) => label)).toEqual([
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
  ]);
});
