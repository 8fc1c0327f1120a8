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
  "organizations.delete": "Deletion asked for",
  "organizations.restore": "Organization restored",
  "organizations.leave": "Member left",
  "members.update": "Member changed",
  "members.remove": "Member removed",
  "members.merge": "Placeholder merged",
  "invitations.create": "Invited",
  "invitations.resend": "Invited again",
  "invitations.revoke": "Invitation revoked",
  "invitations.accept": "Invitation accepted",
  "invitations.decline": "Invitation declined",
  "invitations.renew": "New link asked for",
  "invitations.expire": "Invitation expired",
};

type Named = Pick<People, "byUser" | "byMembership">;

/** A change as a sentence without its subject: “changed the role of Aiko Lindqvist”. */
export function deed(entry: AuditEntry, people: Named): string {
  const member = people.byMembership.get(entry.subjectId)?.name ?? "a former member";
  if (entry.function.startsWith("invitations.")) {
    return invitationDeed(entry);
  }
  switch (entry.function) {
    case "organizations.update":
      return "changed the settings";
    case "organizations.delete":
      return "asked for the organization to be deleted";
    case "organizations.restore":
      return "restored the organization";
    case "members.merge":
      return `merged ${member} into a member`;
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

function invitationDeed({ function: name, before, after }: AuditEntry): string {
  const email = String((after ?? before)?.email ?? "somebody");
  switch (name) {
    case "invitations.create":
      return `invited ${email}`;
    case "invitations.resend":
      return `invited ${email} again, with a new link`;
    case "invitations.revoke":
      return `revoked the invitation of ${email}`;
    case "invitations.accept":
      return `accepted the invitation of ${email}`;
    case "invitations.decline":
      return `declined the invitation of ${email}`;
    case "invitations.renew":
      return `asked for a new link for ${email}`;
    case "invitations.expire":
      return `let the invitation of ${email} expire`;
    default:
      return name;
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
export function fieldChanges(entry: AuditEntry, people: Named): FieldChange[] {
  const [before, after] = [flat(entry.before), flat(entry.after)];
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

/** What is made of parts, part by part: a change of how dates are written says just that. */
function flat(record: Record<string, unknown> | null): Record<string, unknown> | null {
  return (
    record &&
    Object.fromEntries(
      Object.entries(record).flatMap(([field, value]) =>
        typeof value === "object" && value !== null
          ? Object.entries(value).map(([part, inner]) => [`${field}.${part}`, inner])
          : [[field, value]],
      ),
    )
  );
}

const fieldNames: Record<string, string> = {
  name: "Name",
  slug: "Address",
  currency: "Currency",
  timeZone: "Time zone",
  weekStart: "Week begins on",
  "formats.date": "Dates",
  "formats.time": "Times of day",
  "formats.number": "Numbers",
  "formats.duration": "Durations",
  ratesVisibleTo: "Rates are seen by",
  tasksManagedBy: "Tasks are managed by",
  "deletion.requestedAt": "Asked for",
  "deletion.due": "Deleted on",
  "deletion.requestedBy": "Asked for by",
  email: "E-mail address",
  status: "Invitation",
  expiresAt: "Ends",
  sends: "Links made",
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
  if (userFields.includes(field) && typeof value === "string") {
    return people.byUser.get(value)?.name ?? value;
  }
  return typeof value === "string" ? value : JSON.stringify(value);
}

const userFields = ["userId", "ownerId", "deletion.requestedBy"];

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** “Role: member → viewer; May come in: yes → no”, for a cell of a file. */
export function changesInOneLine(changes: readonly FieldChange[]): string {
  return changes
    .map(({ field, before, after }) => `${field}: ${before ?? "–"} → ${after ?? "–"}`)
    .join("; ");
}
