import type { Formats } from "./formats";

/** A time of day on the wall clock, without a date. */
export interface ClockTime {
  hours: number;
  minutes: number;
}

/** `9:30` or `9:30 AM`, as the organization writes it. */
export function clockTimeText(date: Date, { time }: Pick<Formats, "time">): string {
  const hours = date.getHours();
  const minutes = String(date.getMinutes()).padStart(2, "0");
  return time === "24h"
    ? `${hours}:${minutes}`
    : `${hours % 12 || 12}:${minutes} ${hours < 12 ? "AM" : "PM"}`;
}

/**
 * The time of day that was typed, or null: `9`, `930`, `0930`, `9:30`, `9.30`, `9h30`, `9:30 pm`,
 * whatever `clockTimeText` writes, and the halves of the day as the reader's locale calls them.
 */
export function parseClockTime(input: string, locale?: string): ClockTime | null {
  const { text, half } = takeDayPeriod(input, locale);
  const digits = /^(\d{1,2})(?:[:.h]?(\d{2})|h)?$/.exec(text);
  if (!digits) {
    return null;
  }
  const hours = Number(digits[1]);
  const minutes = Number(digits[2] ?? 0);
  const limit = half === null ? 23 : 12;
  if (hours > limit || minutes > 59 || (half !== null && hours === 0)) {
    return null;
  }
  return { hours: half === null ? hours : (hours % 12) + (half === "pm" ? 12 : 0), minutes };
}

/** The date with its wall clock set; seconds are dropped, since nobody typed them. */
export function atClockTime(date: Date, { hours, minutes }: ClockTime): Date {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate(), hours, minutes);
}

/** The first time after `start` at which the wall clock shows `time`: past midnight if it must. */
export function nextClockTime(start: Date, time: ClockTime): Date {
  const sameDay = atClockTime(start, time);
  if (sameDay.getTime() > start.getTime()) {
    return sameDay;
  }
  return new Date(
    start.getFullYear(),
    start.getMonth(),
    start.getDate() + 1,
    time.hours,
    time.minutes,
  );
}

function takeDayPeriod(input: string, locale?: string): { text: string; half: "am" | "pm" | null } {
  const text = plain(input);
  for (const half of ["am", "pm"] as const) {
    const names = [half, half.charAt(0), plain(dayPeriodName(half, locale))].filter(Boolean);
    for (const name of names) {
      if (text.endsWith(name)) {
        return { text: text.slice(0, -name.length), half };
      }
      if (text.startsWith(name)) {
        return { text: text.slice(name.length), half };
      }
    }
  }
  return { text, half: null };
}

/** What the locale calls the half of the day; empty where its clock has 24 hours. */
function dayPeriodName(half: "am" | "pm", locale?: string): string {
  const morningOrEvening = new Date(2026, 0, 1, half === "am" ? 9 : 21);
  const parts = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  return (
    parts.formatToParts(morningOrEvening).find((part) => part.type === "dayPeriod")?.value ?? ""
  );
}

/** Lower case and without spaces, of which Intl writes several kinds; `a.m.` becomes `am`. */
function plain(text: string): string {
  return text
    .toLowerCase()
    .replace(/\s+/g, "")
    .replace(/([ap])\.(m)\.?/, "$1$2");
}
