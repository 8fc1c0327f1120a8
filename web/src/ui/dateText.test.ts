import { expect, it } from "vitest";
import { dateText, longDateText, momentText } from "./dateText";
import { plainFormats } from "./formats";

const day = new Date(2026, 10, 3, 17, 5);

it.each([
  ["yyyy-mm-dd", "2026-11-03"],
  ["dd.mm.yyyy", "03.11.2026"],
  ["dd/mm/yyyy", "03/11/2026"],
  ["mm/dd/yyyy", "11/03/2026"],
  ["d mmm yyyy", "3 Nov 2026"],
] as const)("writes dates as %s", (date, written) => {
  expect(dateText(day, { date })).toBe(written);
});

it("writes weekdays and times of day beside them", () => {
  expect(longDateText(day, plainFormats)).toBe("Tuesday, 2026-11-03");
  expect(momentText(day, plainFormats)).toBe("2026-11-03, 17:05");
  expect(momentText(day, { ...plainFormats, time: "12h" })).toBe("2026-11-03, 5:05 PM");
});
