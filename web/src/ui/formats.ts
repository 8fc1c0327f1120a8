import { createContext, use } from "react";

export const dateFormats = [
  "yyyy-mm-dd",
  "dd.mm.yyyy",
  "dd/mm/yyyy",
  "mm/dd/yyyy",
  "d mmm yyyy",
] as const;
export const timeFormats = ["24h", "12h"] as const;
export const numberFormats = ["1,234.56", "1.234,56", "1 234,56", "1'234.56"] as const;
export const durationFormats = ["h:mm", "decimal", "h min"] as const;

/** How an organization writes dates, times, numbers and durations: one way for all who look. */
export interface Formats {
  date: (typeof dateFormats)[number];
  time: (typeof timeFormats)[number];
  number: (typeof numberFormats)[number];
  duration: (typeof durationFormats)[number];
}

/** What holds outside an organization, and in a new one. */
export const plainFormats: Formats = {
  date: "yyyy-mm-dd",
  time: "24h",
  number: "1,234.56",
  duration: "h:mm",
};

export const FormatsContext = createContext<Formats>(plainFormats);

/** The formats of the organization that this page is in. */
export function useFormats(): Formats {
  return use(FormatsContext);
}
