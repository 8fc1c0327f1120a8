import { expect, it } from "vitest";
import { project } from "../../app/fixtures";
import { plainFormats } from "../../ui/formats";
import { budgetUse } from "./budget";

it("measures a budget of hours", () => {
  const use = budgetUse(
    project({ budget: { kind: "hours", seconds: 36_000 } }),
    45_000,
    plainFormats,
  );
  expect(use?.share).toBe(1.25);
});

it("measures a budget of money by the hourly rate", () => {
  const budget = { kind: "amount" as const, amount: { minor: 100_000, currency: "EUR" } };
  const rated = project({ budget, hourlyRate: { minor: 10_000, currency: "EUR" } });
  expect(budgetUse(rated, 18_000, plainFormats)?.share).toBe(0.5);
});

it("does not guess without a rate, or across currencies", () => {
  const budget = { kind: "amount" as const, amount: { minor: 100_000, currency: "EUR" } };
  expect(budgetUse(project({ budget }), 3600, plainFormats)).toBeNull();
  const foreign = project({ budget, hourlyRate: { minor: 10_000, currency: "USD" } });
  expect(budgetUse(foreign, 3600, plainFormats)).toBeNull();
});

it("has no division by zero for an empty budget", () => {
  expect(
    budgetUse(project({ budget: { kind: "hours", seconds: 0 } }), 60, plainFormats)?.share,
  ).toBe(0);
});
