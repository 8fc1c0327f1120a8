import type { Formats } from "./formats";

type NumberStyle = Pick<Formats, "number">;

/** A language that writes numbers in each way; where it puts a currency's sign comes with it. */
const languages: Record<Formats["number"], string> = {
  "1,234.56": "en",
  "1.234,56": "de",
  "1 234,56": "fr",
  "1'234.56": "de-CH",
};

export function numberText(
  value: number,
  { number }: NumberStyle,
  options: Intl.NumberFormatOptions = {},
): string {
  return new Intl.NumberFormat(languages[number], { useGrouping: "always", ...options }).format(
    value,
  );
}
