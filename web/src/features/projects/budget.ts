import type { Project } from "../../api/types";
import { hoursText } from "../../ui/durationText";
import type { Formats } from "../../ui/formats";
import { moneyText } from "../../ui/money";

export interface BudgetUse {
  /** What is used of it, from 0; above 1 it is overdrawn. */
  share: number;
  used: string;
  whole: string;
}

/** How much of a project's budget its tracked seconds use; null where it cannot be told. */
export function budgetUse(project: Project, seconds: number, formats: Formats): BudgetUse | null {
  const { budget, hourlyRate } = project;
  if (budget === null || budget === undefined) {
    return null;
  }
  if (budget.kind === "hours") {
    return {
      share: budget.seconds > 0 ? seconds / budget.seconds : 0,
      used: hoursText(seconds, formats),
      whole: hoursText(budget.seconds, formats),
    };
  }
  // Without a rate, or with one in another currency, hours say nothing about money.
  if (!hourlyRate || hourlyRate.currency !== budget.amount.currency) {
    return null;
  }
  const spent = Math.round((seconds / 3600) * hourlyRate.minor);
  return {
    share: budget.amount.minor > 0 ? spent / budget.amount.minor : 0,
    used: moneyText({ minor: spent, currency: hourlyRate.currency }, formats),
    whole: moneyText(budget.amount, formats),
  };
}

export function budgetText(project: Project, formats: Formats): string {
  const { budget } = project;
  if (budget === null || budget === undefined) {
    return "";
  }
  return budget.kind === "hours"
    ? hoursText(budget.seconds, formats)
    : moneyText(budget.amount, formats);
}
