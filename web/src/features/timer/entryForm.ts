import type { NewTimeEntry, TimeEntry } from "../../api/types";
import { atClockTime, clockTimeText, nextClockTime, parseClockTime } from "../../ui/clockTime";
import { exactDurationText, parseDuration } from "../../ui/durationText";
import type { Formats } from "../../ui/formats";
import { type LocalDay, localDayOf, startOfDay } from "../../ui/localDay";

/** An entry as it is typed: text until it is saved. */
export interface EntryForm {
  description: string;
  projectId: string | null;
  taskId: string | null;
  day: LocalDay | null;
  start: string;
  end: string;
}

export interface EntryFormProblems {
  day?: string;
  start?: string;
  end?: string;
}

export function formOf(entry: TimeEntry, formats: Formats): EntryForm {
  const startedAt = new Date(entry.startedAt);
  return {
    description: entry.description,
    projectId: entry.projectId,
    taskId: entry.taskId,
    day: localDayOf(startedAt),
    start: clockTimeText(startedAt, formats),
    end: clockTimeText(new Date(entry.stoppedAt ?? entry.startedAt), formats),
  };
}

/** A new entry ends now and took an hour, which is the least to correct. */
export function newForm(now: Date, formats: Formats): EntryForm {
  const hourAgo = new Date(now.getTime() - 3_600_000);
  return {
    description: "",
    projectId: null,
    taskId: null,
    day: localDayOf(hourAgo),
    start: clockTimeText(hourAgo, formats),
    end: clockTimeText(now, formats),
  };
}

interface Times {
  startedAt: Date;
  stoppedAt: Date;
}

/** The instants that are meant: an end that is not after the start is one on the next day. */
export function timesOf(form: EntryForm): Times | EntryFormProblems {
  const start = parseClockTime(form.start);
  const end = parseClockTime(form.end);
  if (form.day === null || start === null || end === null) {
    return {
      ...(form.day === null ? { day: "Choose the day." } : {}),
      ...(start === null ? { start: "Type a time such as 9:30." } : {}),
      ...(end === null ? { end: "Type a time such as 17:00." } : {}),
    };
  }
  const startedAt = atClockTime(startOfDay(form.day), start);
  return { startedAt, stoppedAt: nextClockTime(startedAt, end) };
}

export function durationTextOf(form: EntryForm, formats: Formats): string {
  const times = timesOf(form);
  return "startedAt" in times
    ? exactDurationText((times.stoppedAt.getTime() - times.startedAt.getTime()) / 1000, formats)
    : "";
}

/** The form with its end moved to fit a typed duration, or null where that makes no sense. */
export function withDuration(form: EntryForm, text: string, formats: Formats): EntryForm | null {
  const seconds = parseDuration(text);
  const times = timesOf({ ...form, end: form.start });
  if (seconds === null || seconds <= 0 || seconds > 86_400 || !("startedAt" in times)) {
    return null;
  }
  const end = new Date(times.startedAt.getTime() + seconds * 1000);
  return { ...form, end: clockTimeText(end, formats) };
}

export function newEntryOf(form: EntryForm, times: Times): NewTimeEntry {
  return {
    description: form.description.trim(),
    projectId: form.projectId,
    taskId: form.taskId,
    startedAt: times.startedAt.toISOString(),
    stoppedAt: times.stoppedAt.toISOString(),
  };
}
