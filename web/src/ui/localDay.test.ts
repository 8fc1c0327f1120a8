import { describe, expect, it } from "vitest";
import { plainFormats } from "./formats";
import { addDays, dayTitle, localDayOf, startOfDay, startOfWeek } from "./localDay";

describe("local days", () => {
  it("takes the reader's day, not the one in UTC", () => {
    // Half past midnight in the test's zone is still the day before in UTC.
    expect(localDayOf(new Date("2026-11-22T23:30:00Z"))).toBe("2026-11-23");
  });

  it("counts days on the calendar over a change of the clocks", () => {
    expect(addDays("2026-10-24", 1)).toBe("2026-10-25");
    expect(addDays("2026-10-25", 1)).toBe("2026-10-26");
    const longDay = startOfDay("2026-10-26").getTime() - startOfDay("2026-10-25").getTime();
    expect(longDay).toBe(25 * 3_600_000);
  });

  it("finds the week's first day for weeks from Monday, Sunday and Saturday", () => {
    expect(startOfWeek("2026-11-22", 1)).toBe("2026-11-16");
    expect(startOfWeek("2026-11-22", 7)).toBe("2026-11-22");
    expect(startOfWeek("2026-11-22", 6)).toBe("2026-11-21");
  });

  it("names days by how far they are", () => {
    expect(dayTitle("2026-11-23", "2026-11-23", plainFormats)).toBe("Today");
    expect(dayTitle("2026-11-22", "2026-11-23", plainFormats)).toBe("Yesterday");
    expect(dayTitle("2026-11-20", "2026-11-23", plainFormats)).toBe("Friday, 2026-11-20");
  });
});
