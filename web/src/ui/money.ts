import type { Money } from "../api/types";
import type { Formats } from "./formats";
import { numberText } from "./numberText";

/** An amount in its currency, as the organization writes numbers. */
export function moneyText({ minor, currency }: Money, formats: Pick<Formats, "number">): string {
  return numberText(minor / 10 ** minorDigits(currency), formats, {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
}

/** How many digits the currency's minor unit has: 2 for EUR, 0 for JPY. */
export function minorDigits(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

export function toMinor(amount: number, currency: string): number {
  return Math.round(amount * 10 ** minorDigits(currency));
}

export function fromMinor({ minor, currency }: Money): number {
  return minor / 10 ** minorDigits(currency);
}
