import { clockTimeText } from "./clockTime";
import type { Formats } from "./formats";

/** A date as the organization writes it. */
export function dateText(day: Date, { date }: Pick<Formats, "date">): string {
  const year = String(day.getFullYear()).padStart(4, "0");
  const month = String(day.getMonth() + 1).padStart(2, "0");
  const dayOfMonth = String(day.getDate()).padStart(2, "0");
  switch (date) {
    case "yyyy-mm-dd":
      return `${year}-${month}-${dayOfMonth}`;
    case "dd.mm.yyyy":
      return `${dayOfMonth}.${month}.${year}`;
    case "dd/mm/yyyy":
      return `${dayOfMonth}/${month}/${year}`;
    case "mm/dd/yyyy":
      return `${month}/${dayOfMonth}/${year}`;
    case "d mmm yyyy":
      return `${day.getDate()} ${monthName(day)} ${year}`;
  }
}

/** A moment: the date with the time of day. */
export function momentText(instant: Date, formats: Formats): string {
  return `${dateText(instant, formats)}, ${clockTimeText(instant, formats)}`;
}

/** A date with the name of its weekday. */
export function longDateText(day: Date, formats: Pick<Formats, "date">): string {
  const weekday = new Intl.DateTimeFormat("en", { weekday: "long" }).format(day);
  return `${weekday}, ${dateText(day, formats)}`;
}

function monthName(day: Date): string {
  return new Intl.DateTimeFormat("en", { month: "short" }).format(day);
}
