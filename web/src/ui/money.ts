import type { Money } from "../api/types";

/** An amount in its currency, as the reader's locale writes it. */
export function moneyText({ minor, currency }: Money, locale?: string): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    trailingZeroDisplay: "stripIfInteger",
  });
  return format.format(minor / 10 ** minorDigits(currency));
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
