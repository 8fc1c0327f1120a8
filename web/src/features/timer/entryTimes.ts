import type { TimeEntry, TimeEntryChange } from "../../api/types";
import { atClockTime, nextClockTime, parseClockTime } from "../../ui/clockTime";
import { parseDuration } from "../../ui/durationText";

/** What typing into an entry's times means for it: a change, or why there can be none. */
export type TimesEdit = { change: TimeEntryChange } | { refusal: string };

const timeHelp = "Type a time such as 9:30.";
const day = 24 * 60 * 60;

export function editStart(entry: TimeEntry, text: string, now: Date): TimesEdit {
  const time = parseClockTime(text);
  if (time === null) {
    return { refusal: timeHelp };
  }
  const start = atClockTime(new Date(entry.startedAt), time);
  if (entry.stoppedAt !== null && start.getTime() > Date.parse(entry.stoppedAt)) {
    return { refusal: "That is after the end. Change the end first." };
  }
  if (entry.stoppedAt === null && start.getTime() > now.getTime()) {
    return { refusal: "That is in the future." };
  }
  return { change: { startedAt: start.toISOString() } };
}

/** An end before the start is meant for the next day: work goes past midnight. */
export function editEnd(entry: TimeEntry, text: string): TimesEdit {
  const time = parseClockTime(text);
  if (time === null) {
    return { refusal: timeHelp };
  }
  return { change: { stoppedAt: nextClockTime(new Date(entry.startedAt), time).toISOString() } };
}

/** A typed duration keeps the start and moves the end. */
export function editDuration(entry: TimeEntry, text: string): TimesEdit {
  const seconds = parseDuration(text);
  if (seconds === null) {
    return { refusal: "Type a duration such as 1:30, 1.5 or 90min." };
  }
  if (seconds > day) {
    return { refusal: "That is more than a day. Change the dates instead." };
  }
  const end = Date.parse(entry.startedAt) + seconds * 1000;
  return { change: { stoppedAt: new Date(end).toISOString() } };
}
