import { expect, it } from "vitest";
import { filterGroups } from "./pickerSearch";

const groups = [
  {
    label: "Café Zürich",
    options: [
      { value: "1", label: "Website", alsoFoundBy: "Café Zürich" },
      { value: "2", label: "Menu cards", alsoFoundBy: "Café Zürich" },
    ],
  },
  { label: "Other", options: [{ value: "3", label: "Web audit" }] },
];

const found = (search: string) =>
  filterGroups(groups, search).shown.flatMap(({ options }) => options.map(({ value }) => value));

it("finds by every word, in the name or beside it, without case and accents", () => {
  expect(found("web")).toEqual(["1", "3"]);
  expect(found("ZURICH web")).toEqual(["1"]);
  expect(found("nothing")).toEqual([]);
  expect(found(" ")).toEqual(["1", "2", "3"]);
});

it("shows a bounded list and says how many are left out", () => {
  const many = Array.from({ length: 100 }, (_, index) => ({
    value: String(index),
    label: `Project ${index}`,
  }));
  const { shown, hidden } = filterGroups([{ label: "", options: many }], "project");
  expect(shown[0]?.options).toHaveLength(60);
  expect(hidden).toBe(40);
});
