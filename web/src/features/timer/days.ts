import type { TimeEntry } from "../../api/types";
import { addDays, type LocalDay, localDayOf } from "../../ui/localDay";

export interface Day {
  day: LocalDay;
  entries: TimeEntry[];
  seconds: number;
  /** More of this day's entries may not be loaded yet, so that its total is not the whole day's. */
  partial: boolean;
}

/**
 * Entries by the day on which they started, in the order they come (newest first). An entry over
 * midnight belongs whole to the day it began, here and in every total.
 */
export function groupByDay(entries: readonly TimeEntry[], allLoaded: boolean): Day[] {
  const days = new Map<LocalDay, Day>();
  for (const entry of entries) {
    const key = localDayOf(new Date(entry.startedAt));
    const day = days.get(key) ?? { day: key, entries: [], seconds: 0, partial: false };
    day.entries.push(entry);
    day.seconds += entry.seconds ?? 0;
    days.set(key, day);
  }
  const list = [...days.values()];
  const last = list.at(-1);
  if (last && !allLoaded) {
    last.partial = true;
  }
  return list;
}

/** The seconds of each of the seven days from `firstDay` on. */
export function weekSeconds(entries: readonly TimeEntry[], firstDay: LocalDay): number[] {
  const totals = new Map<LocalDay, number>();
  for (const entry of entries) {
    const day = localDayOf(new Date(entry.startedAt));
    totals.set(day, (totals.get(day) ?? 0) + (entry.seconds ?? 0));
  }
  return Array.from({ length: 7 }, (_, index) => totals.get(addDays(firstDay, index)) ?? 0);
}

/** On how many later days than it started an entry ended. */
export function daysLater(startedAt: Date, stoppedAt: Date): number {
  let day = localDayOf(startedAt);
  const end = localDayOf(stoppedAt);
  let count = 0;
  while (day < end) {
    day = addDays(day, 1);
    count += 1;
  }
  return count;
}
