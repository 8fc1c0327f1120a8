import type { NewProject, Project } from "../../api/types";
import { fromMinor, toMinor } from "../../ui/money";

/** A project as it is typed; numbers are text until they are saved. */
export interface ProjectForm {
  name: string;
  clientId: string | null;
  color: string | null;
  hourlyRate: number | null;
  budgetKind: "none" | "hours" | "amount";
  budget: number | null;
}

export const emptyProject: ProjectForm = {
  name: "",
  clientId: null,
  color: null,
  hourlyRate: null,
  budgetKind: "none",
  budget: null,
};

export function formOf(project: Project): ProjectForm {
  const { name, clientId, color, hourlyRate, budget } = project;
  return {
    name,
    clientId: clientId ?? null,
    color: color ?? null,
    hourlyRate: hourlyRate ? fromMinor(hourlyRate) : null,
    budgetKind: budget?.kind ?? "none",
    budget: budgetNumber(budget ?? null),
  };
}

function budgetNumber(budget: Project["budget"]): number | null {
  if (!budget) {
    return null;
  }
  return budget.kind === "hours" ? budget.seconds / 3600 : fromMinor(budget.amount);
}

/** What to send. Amounts keep the currency they had; new ones get the organization's. */
export function projectOf(form: ProjectForm, before: Project | null, currency: string): NewProject {
  const rateCurrency = before?.hourlyRate?.currency ?? currency;
  return {
    name: form.name.trim(),
    clientId: form.clientId,
    color: form.color,
    hourlyRate:
      form.hourlyRate === null
        ? null
        : { minor: toMinor(form.hourlyRate, rateCurrency), currency: rateCurrency },
    budget: budgetOf(form, before, currency),
  };
}

function budgetOf(
  form: ProjectForm,
  before: Project | null,
  currency: string,
): NonNullable<NewProject["budget"]> | null {
  if (form.budgetKind === "none" || form.budget === null) {
    return null;
  }
  if (form.budgetKind === "hours") {
    return { kind: "hours", seconds: Math.round(form.budget * 3600) };
  }
  const kept = before?.budget?.kind === "amount" ? before.budget.amount.currency : currency;
  return { kind: "amount", amount: { minor: toMinor(form.budget, kept), currency: kept } };
}
