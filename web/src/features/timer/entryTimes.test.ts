import { describe, expect, it } from "vitest";
import { timeEntry } from "../../app/fixtures";
import { editDuration, editEnd, editStart } from "./entryTimes";

const now = new Date(2026, 10, 23, 18, 0);
const at = (day: number, hours: number, minutes: number) =>
  new Date(2026, 10, day, hours, minutes).toISOString();
const entry = timeEntry({ startedAt: at(23, 9, 0), stoppedAt: at(23, 10, 0), seconds: 3600 });
const running = timeEntry({ startedAt: at(23, 17, 0), stoppedAt: null, seconds: null });

describe("editing an entry's times", () => {
  it("moves the start on its own day", () => {
    expect(editStart(entry, "8:15", now)).toEqual({ change: { startedAt: at(23, 8, 15) } });
  });

  it("refuses a start after the end, and one in the future", () => {
    expect(editStart(entry, "11:00", now)).toHaveProperty("refusal");
    expect(editStart(running, "19:00", now)).toHaveProperty("refusal");
    expect(editStart(running, "17:30", now)).toEqual({ change: { startedAt: at(23, 17, 30) } });
  });

  it("takes an end before the start as one on the next day", () => {
    expect(editEnd(entry, "1:00")).toEqual({ change: { stoppedAt: at(24, 1, 0) } });
    expect(editEnd(entry, "12:00")).toEqual({ change: { stoppedAt: at(23, 12, 0) } });
  });

  it("keeps the start when the duration changes", () => {
    expect(editDuration(entry, "1:30")).toEqual({ change: { stoppedAt: at(23, 10, 30) } });
    expect(editDuration(entry, "25h")).toHaveProperty("refusal");
  });

  it("says what to type instead of what it cannot read", () => {
    for (const edit of [
      editStart(entry, "x", now),
      editEnd(entry, "x"),
      editDuration(entry, "x"),
    ]) {
      expect(edit).toEqual({ refusal: expect.stringContaining("Type a") });
    }
  });
});
