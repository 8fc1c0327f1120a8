import { describe, expect, it } from "vitest";
import {
  clockText,
  durationText,
  exactDurationText,
  hoursMinutesText,
  hoursText,
  parseDuration,
  spokenDuration,
} from "./durationText";
import { durationFormats, type Formats, numberFormats, plainFormats } from "./formats";

describe("writing durations", () => {
  it("counts hours beyond a day", () => {
    expect(clockText(100 * 3600 + 62)).toBe("100:01:02");
  });

  it("cuts seconds instead of rounding them up into a minute", () => {
    expect(hoursMinutesText(3599)).toBe("0:59");
  });

  it("never shows a negative time, which a clock that is off could give", () => {
    expect(clockText(-5)).toBe("0:00:00");
  });

  it("speaks the parts that are there", () => {
    expect(spokenDuration(3723, "en")).toBe("1 hour, 2 minutes, 3 seconds");
    expect(spokenDuration(7200, "en")).toBe("2 hours");
    expect(spokenDuration(0, "en")).toBe("0 seconds");
  });

  it("writes durations as the organization does", () => {
    const written = (duration: Formats["duration"], number: Formats["number"] = "1,234.56") =>
      durationText(5430, { duration, number });
    expect(written("h:mm")).toBe("1:30");
    expect(written("decimal")).toBe("1.50");
    expect(written("decimal", "1.234,56")).toBe("1,50");
    expect(written("h min")).toBe("1 h 30 min");
    expect(exactDurationText(5430, plainFormats)).toBe("1:30:30");
  });

  it("names the hours of a budget", () => {
    expect(hoursText(513_000, plainFormats)).toBe("142:30 h");
    expect(hoursText(513_000, { ...plainFormats, duration: "decimal" })).toBe("142.5 h");
    expect(hoursText(513_000, { ...plainFormats, duration: "h min" })).toBe("142 h 30 min");
  });
});

describe("reading durations", () => {
  it.each([
    ["1:30", 5400],
    ["1:30:15", 5415],
    ["0:05", 300],
    ["2", 7200],
    ["2.5", 9000],
    ["2,5", 9000],
    [".25", 900],
    ["2h", 7200],
    ["2 hours", 7200],
    ["2h 30min", 9000],
    ["2h30", 9000],
    ["90min", 5400],
    ["90 m", 5400],
    ["45s", 45],
    [" 1H ", 3600],
  ])("reads %j", (text, seconds) => {
    expect(parseDuration(text)).toBe(seconds);
  });

  it.each(["", "  ", "soon", "1:75", "-1", "1:2:3:4", "h"])("refuses %j", (text) => {
    expect(parseDuration(text)).toBeNull();
  });

  it.each(durationFormats)("reads back what it writes as %s", (duration) => {
    for (const number of numberFormats) {
      const formats = { ...plainFormats, duration, number };
      expect(parseDuration(exactDurationText(2_354_400, formats))).toBe(2_354_400);
    }
  });
});
