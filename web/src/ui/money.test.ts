import { expect, it } from "vitest";
import { fromMinor, moneyText, toMinor } from "./money";

it("knows how many digits a currency's minor unit has", () => {
  expect(toMinor(85.5, "EUR")).toBe(8550);
  expect(toMinor(850, "JPY")).toBe(850);
  expect(fromMinor({ minor: 8550, currency: "EUR" })).toBe(85.5);
});

it("does not lose a cent to binary fractions", () => {
  expect(toMinor(1.15, "EUR")).toBe(115);
  expect(toMinor(4.35, "EUR")).toBe(435);
});

it("writes amounts as the organization writes numbers, whole ones without zeros", () => {
  expect(moneyText({ minor: 8500, currency: "EUR" }, { number: "1,234.56" })).toBe("€85");
  expect(moneyText({ minor: 8550, currency: "USD" }, { number: "1,234.56" })).toBe("$85.50");
  const german = moneyText({ minor: 123_450, currency: "EUR" }, { number: "1.234,56" });
  expect(german.replace(/\s/g, " ")).toBe("1.234,50 €");
});
