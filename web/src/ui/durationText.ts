import type { Formats } from "./formats";
import { numberText } from "./numberText";

/** Seconds as `1:02:03`. Hours are not wrapped into days: work is counted in hours. */
export function clockText(seconds: number): string {
  const { hours, minutes, rest } = split(seconds);
  return `${hours}:${pad(minutes)}:${pad(rest)}`;
}

/** Seconds as `1:02`, cut, not rounded: a total never shows more than was tracked. */
export function hoursMinutesText(seconds: number): string {
  const { hours, minutes } = split(seconds);
  return `${hours}:${pad(minutes)}`;
}

/** Seconds in words for screen readers: `1 hour, 2 minutes, 3 seconds`. */
export function spokenDuration(seconds: number, locale?: string): string {
  const { hours, minutes, rest } = split(seconds);
  const parts: [number, "hour" | "minute" | "second"][] = [
    [hours, "hour"],
    [minutes, "minute"],
    [rest, "second"],
  ];
  const named = parts.filter(([amount]) => amount > 0);
  const shown = named.length > 0 ? named : parts.slice(2);
  return new Intl.ListFormat(locale, { type: "unit", style: "long" }).format(
    shown.map(([amount, unit]) =>
      new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "long" }).format(amount),
    ),
  );
}

type DurationStyle = Pick<Formats, "duration" | "number">;

/** Seconds as `1:30`, `1.50` or `1 h 30 min`, whichever the organization writes; cut, not rounded. */
export function durationText(seconds: number, formats: DurationStyle): string {
  switch (formats.duration) {
    case "h:mm":
      return hoursMinutesText(seconds);
    case "decimal":
      return decimalHours(seconds, formats, 2);
    case "h min": {
      const { hours, minutes } = split(seconds);
      return `${hours} h ${pad(minutes)} min`;
    }
  }
}

/** As `durationText`, with the seconds where its form has a place for them: for a field to edit. */
export function exactDurationText(seconds: number, formats: DurationStyle): string {
  return formats.duration === "h:mm" ? clockText(seconds) : durationText(seconds, formats);
}

/** An amount of hours that says so by itself: `142:30 h`, `142.5 h` or `142 h 30 min`. */
export function hoursText(seconds: number, formats: DurationStyle): string {
  switch (formats.duration) {
    case "h:mm":
      return `${hoursMinutesText(seconds)} h`;
    case "decimal":
      return `${decimalHours(seconds, formats, 0)} h`;
    case "h min":
      return durationText(seconds, formats);
  }
}

function decimalHours(seconds: number, formats: DurationStyle, digits: number): string {
  return numberText(Math.trunc(Math.max(0, seconds) / 36) / 100, formats, {
    minimumFractionDigits: digits,
    maximumFractionDigits: 2,
    useGrouping: false,
  });
}

const withUnits =
  /^(?:(\d+(?:[.,]\d+)?)\s*h[a-z]*)?\s*(?:(\d+(?:[.,]\d+)?)\s*m[a-z]*)?\s*(?:(\d+)\s*s[a-z]*)?$/;

/**
 * The seconds that a typed duration means, or null: `1:30`, `1:30:15`, `1.5`, `1,5`, `2`, `2h`,
 * `2h 30min`, `2h30`, `90min`, `45s`. A bare number means hours.
 */
export function parseDuration(input: string): number | null {
  const text = input.trim().toLowerCase();
  if (text === "") {
    return null;
  }
  const clock = /^(\d{1,4}):([0-5]?\d)(?::([0-5]?\d))?$/.exec(text);
  if (clock) {
    return Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0);
  }
  if (/^\d*[.,]?\d+$/.test(text)) {
    return Math.round(decimal(text) * 3600);
  }
  // In “2h30” the minutes need no unit.
  const words = withUnits.exec(text.replace(/(h[a-z]*\s*\d+)$/, "$1m"));
  if (!words) {
    return null;
  }
  const [, hours, minutes, seconds] = words;
  return Math.round(decimal(hours) * 3600 + decimal(minutes) * 60 + Number(seconds ?? 0));
}

function decimal(text: string | undefined): number {
  return text === undefined ? 0 : Number(text.replace(",", "."));
}

function split(seconds: number): { hours: number; minutes: number; rest: number } {
  const whole = Math.max(0, Math.floor(seconds));
  return {
    hours: Math.floor(whole / 3600),
    minutes: Math.floor((whole % 3600) / 60),
    rest: whole % 60,
  };
}

function pad(value: number): string {
  return String(value).padStart(2, "0");
}
