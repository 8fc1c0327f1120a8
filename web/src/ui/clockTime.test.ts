import { describe, expect, it } from "vitest";
import { atClockTime, clockTimeText, nextClockTime, parseClockTime } from "./clockTime";
import { timeFormats } from "./formats";

describe("reading times of day", () => {
  it.each([
    ["9", 9, 0],
    ["09", 9, 0],
    ["930", 9, 30],
    ["0930", 9, 30],
    ["9:30", 9, 30],
    ["9.30", 9, 30],
    ["9h30", 9, 30],
    ["9:30 pm", 21, 30],
    ["9p", 21, 0],
    ["12 am", 0, 0],
    ["12:15 PM", 12, 15],
    ["23:59", 23, 59],
  ])("reads %j", (text, hours, minutes) => {
    expect(parseClockTime(text, "en-GB")).toEqual({ hours, minutes });
  });

  it.each(["", "24:00", "9:60", "13 pm", "0 am", "noon", "9:3"])("refuses %j", (text) => {
    expect(parseClockTime(text, "en-GB")).toBeNull();
  });

  it.each(timeFormats)("reads back what it writes with %s, morning and evening", (time) => {
    for (const hours of [0, 9, 12, 21]) {
      const written = clockTimeText(new Date(2026, 10, 23, hours, 5), { time });
      expect(parseClockTime(written, "de")).toEqual({ hours, minutes: 5 });
    }
  });

  it.each(["en-US", "en-GB", "de", "es-US", "ko", "zh-TW", "ja"])(
    "reads what a reader in %s would write, morning and evening",
    (locale) => {
      const format = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
      for (const hours of [0, 9, 12, 21]) {
        const written = format.format(new Date(2026, 10, 23, hours, 5));
        expect(parseClockTime(written, locale)).toEqual({ hours, minutes: 5 });
      }
    },
  );
});

describe("putting times on days", () => {
  it("goes past midnight for an end that is not after the start", () => {
    const start = new Date(2026, 10, 23, 22, 30);
    expect(nextClockTime(start, { hours: 1, minutes: 0 })).toEqual(new Date(2026, 10, 24, 1, 0));
    expect(nextClockTime(start, { hours: 23, minutes: 0 })).toEqual(new Date(2026, 10, 23, 23, 0));
  });

  it("keeps the day when the clock changes under it", () => {
    // In the night of this day the clocks of the test's zone go back.
    const start = new Date(2026, 9, 25, 12, 0);
    expect(atClockTime(start, { hours: 1, minutes: 0 })).toEqual(new Date(2026, 9, 25, 1, 0));
  });
});
