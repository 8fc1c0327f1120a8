import type { AuditEntry } from "../../api/types";
import type { People } from "../members/members";

/** One field of a change, in words; null where there was or is nothing. */
export interface FieldChange {
  field: string;
  before: string | null;
  after: string | null;
}

/** The functions that the log tells of, in words for the filter. */
export const auditedFunctions: Record<string, string> = {
  "organizations.update": "Settings changed",
  "organizations.transferOwnership": "Ownership transferred",
  "organizations.leave": "Member left",
  "members.update": "Member changed",
  "members.remove": "Member removed",
};

type Named = Pick<People, "byUser" | "byMembership">;

/** A change as a sentence without its subject: “changed the role of Aiko Lindqvist”. */
export function deed(entry: AuditEntry, people: Named): string {
  const member = people.byMembership.get(entry.subjectId)?.name ?? "a former member";
  switch (entry.function) {
    case "organizations.update":
      return "changed the settings";
    case "organizations.transferOwnership":
      return `handed the organization to ${member}`;
    case "organizations.leave":
      return "left the organization";
    case "members.remove":
      return `removed ${member}`;
    case "members.update":
      return memberDeed(entry, member);
    default:
      return entry.function;
  }
}

function memberDeed({ before, after }: AuditEntry, member: string): string {
  if (before?.role !== after?.role) {
    return `changed the role of ${member}`;
  }
  return `${after?.active === true ? "reactivated" : "deactivated"} ${member}`;
}

export function actorName({ actorId }: AuditEntry, people: Named): string {
  if (actorId === null) {
    return "Tenure itself";
  }
  return people.byUser.get(actorId)?.name ?? "A former member";
}

/** What differs between before and after, field by field. Where all of it is gone, all of it. */
export function fieldChanges({ before, after }: AuditEntry, people: Named): FieldChange[] {
  const fields = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return [...fields]
    .map((field) => ({
      field,
      before: valueWords(field, before?.[field], people),
      after: valueWords(field, after?.[field], people),
    }))
    .filter((change) => change.before !== change.after)
    .map((change) => ({ ...change, field: fieldNames[change.field] ?? change.field }));
}

const fieldNames: Record<string, string> = {
  name: "Name",
  slug: "Address",
  currency: "Currency",
  timeZone: "Time zone",
  weekStart: "Week begins on",
  role: "Role",
  active: "May come in",
  ownerId: "Owner",
  userId: "User",
};

function valueWords(field: string, value: unknown, people: Named): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  if (typeof value === "boolean") {
    return value ? "yes" : "no";
  }
  if (field === "weekStart" && typeof value === "number") {
    return weekdays[value - 1] ?? String(value);
  }
  if ((field === "userId" || field === "ownerId") && typeof value === "string") {
    return people.byUser.get(value)?.name ?? value;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** “Role: member → viewer; May come in: yes → no”, for a cell of a file. */
export function changesInOneLine(changes: readonly FieldChange[]): string {
  return changes
    .map(({ field, before, after }) => `${field}: ${before ?? "–"} → ${after ?? "–"}`)
    .join("; ");
}
