import { describe, expect, it } from "vitest";
import {
  clockText,
  hoursMinutesText,
  hoursText,
  parseDuration,
  spokenDuration,
} from "./durationText";

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

  it("writes decimal hours as the locale does", () => {
    expect(hoursText(513_000, "en")).toBe("142.5h");
    expect(hoursText(513_000, "de")).toContain("142,5");
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

  it("reads back what it writes", () => {
    expect(parseDuration(clockText(12_345))).toBe(12_345);
  });
});
