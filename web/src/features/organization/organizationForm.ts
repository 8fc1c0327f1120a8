/** The longest address the server takes. */
export const longestSlug = 48;

/**
 * The address that a name suggests, made as the server makes it: marks dropped, all else that is no
 * letter or digit of ASCII a hyphen. Empty where nothing is left, so that one is asked for.
 */
export function suggestSlug(name: string): string {
  return name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-/, "")
    .slice(0, longestSlug)
    .replace(/-+$/, "");
}

/** What is wrong with a typed address; null if nothing is. */
export function slugRefusal(slug: string): string | null {
  const isRight = slug.length <= longestSlug && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug);
  return isRight ? null : `Use 1 to ${longestSlug} of a-z, 0-9 and single hyphens between them.`;
}

export interface Choice {
  value: string;
  label: string;
}

// First in the list, since most look for one of these.
const common = ["EUR", "USD", "GBP", "CHF"];

/** “EUR · Euro”, the common ones first. A code the browser has no name for is kept as it is. */
export function currencyChoices(present: string, locale?: string): Choice[] {
  const names = new Intl.DisplayNames(locale, { type: "currency" });
  const known = Intl.supportedValuesOf("currency");
  const codes = new Set([...common, ...known, present]);
  return [...codes].map((code) => {
    const name = names.of(code);
    return { value: code, label: name && name !== code ? `${code} · ${name}` : code };
  });
}

/** Every time zone with what its clocks are ahead of UTC now; found by city as by offset. */
export function timeZoneChoices(present: string, now: Date): Choice[] {
  const zones = new Set(["UTC", present, ...Intl.supportedValuesOf("timeZone")]);
  return [...zones].sort().map((zone) => ({
    value: zone,
    label: `${zone.replaceAll("_", " ")} · ${offsetText(zone, now)}`,
  }));
}

function offsetText(zone: string, now: Date): string {
  try {
    const format = new Intl.DateTimeFormat("en", { timeZone: zone, timeZoneName: "longOffset" });
    const part = format.formatToParts(now).find(({ type }) => type === "timeZoneName")?.value;
    return part === undefined || part === "GMT" ? "UTC+00:00" : part.replace("GMT", "UTC");
  } catch {
    // The server knows zones that this browser does not.
    return "unknown to this browser";
  }
}

/** The days a week can begin with, as ISO 8601 numbers them. */
export function weekStartChoices(locale?: string): Choice[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: "long", timeZone: "UTC" });
  return [1, 2, 3, 4, 5, 6, 7].map((day) => ({
    value: String(day),
    // The 1st of January 2024 was a Monday.
    label: format.format(new Date(Date.UTC(2024, 0, day))),
  }));
}
