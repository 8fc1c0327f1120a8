import { longDateText } from "./dateText";
import type { Formats } from "./formats";

/** A calendar day in the reader's time zone, as `2026-11-23`. */
export type LocalDay = string;

export function localDayOf(date: Date): LocalDay {
  const month = String(date.getMonth() + 1).padStart(2, "0");
  const day = String(date.getDate()).padStart(2, "0");
  return `${String(date.getFullYear()).padStart(4, "0")}-${month}-${day}`;
}

/** The instant at which a day begins. Days are counted on the calendar: not all have 24 hours. */
export function startOfDay(day: LocalDay): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}

export function addDays(day: LocalDay, days: number): LocalDay {
  const start = startOfDay(day);
  return localDayOf(new Date(start.getFullYear(), start.getMonth(), start.getDate() + days));
}

/** The first day of the week that `day` is in; `firstDay` is 1 for Monday to 7 for Sunday. */
export function startOfWeek(day: LocalDay, firstDay: number): LocalDay {
  const weekday = startOfDay(day).getDay() || 7;
  return addDays(day, -((weekday - firstDay + 7) % 7));
}

/** `Today`, `Yesterday`, or the date with its weekday. */
export function dayTitle(day: LocalDay, today: LocalDay, formats: Pick<Formats, "date">): string {
  if (day === today) {
    return "Today";
  }
  if (day === addDays(today, -1)) {
    return "Yesterday";
  }
  return longDateText(startOfDay(day), formats);
}
