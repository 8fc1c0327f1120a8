import { describe, expect, it } from "vitest";
import { timeEntry } from "../../app/fixtures";
import { daysLater, groupByDay, weekSeconds } from "./days";

const entries = [
  timeEntry({ id: "c", startedAt: "2026-11-23T08:00:00.000Z", seconds: 600 }),
  // Half past midnight in the test's zone: the next day there, though not in UTC.
  timeEntry({ id: "b", startedAt: "2026-11-22T23:30:00.000Z", seconds: 300 }),
  timeEntry({ id: "a", startedAt: "2026-11-22T09:00:00.000Z", seconds: 3600 }),
];

describe("grouping by day", () => {
  it("puts entries on the reader's days, newest first, with exact totals", () => {
    const days = groupByDay(entries, true);
    expect(days.map(({ day, seconds }) => [day, seconds])).toEqual([
      ["2026-11-23", 900],
      ["2026-11-22", 3600],
    ]);
    expect(days[0]?.entries.map(({ id }) => id)).toEqual(["c", "b"]);
  });

  it("says of the oldest day that it may not be whole while there are more pages", () => {
    expect(groupByDay(entries, false).map(({ partial }) => partial)).toEqual([false, true]);
    expect(groupByDay(entries, true).map(({ partial }) => partial)).toEqual([false, false]);
    expect(groupByDay([], false)).toEqual([]);
  });
});

it("sums a week by the same rule", () => {
  expect(weekSeconds(entries, "2026-11-17")).toEqual([0, 0, 0, 0, 0, 3600, 900]);
});

it("counts the midnights an entry passes", () => {
  expect(daysLater(new Date(2026, 10, 23, 9), new Date(2026, 10, 23, 17))).toBe(0);
  expect(daysLater(new Date(2026, 10, 23, 22), new Date(2026, 10, 24, 1))).toBe(1);
  expect(daysLater(new Date(2026, 10, 30, 22), new Date(2026, 11, 2, 1))).toBe(2);
});
