import { expect, it } from "vitest";
import { relativeTime } from "./relativeTime";

const now = new Date("2026-11-23T12:00:00Z");

it.each([
  ["2026-11-30T11:59:00Z", "in 7 days"],
  ["2026-11-23T09:00:00Z", "3 hours ago"],
  ["2026-11-23T12:01:20Z", "in 1 minute"],
  ["2026-11-23T11:59:30Z", "just now"],
  ["2026-11-23T12:00:30Z", "in less than a minute"],
])("says how far %s is", (then, words) => {
  expect(relativeTime(new Date(then), now)).toBe(words);
});
