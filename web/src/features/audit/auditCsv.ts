import type { AuditEntry } from "../../api/types";
import type { People } from "../members/members";
import { actorName, changesInOneLine, deed, fieldChanges } from "./auditWords";

const columns = [
  "when",
  "who",
  "what",
  "changes",
  "function",
  "from",
  "before",
  "after",
  "actorId",
  "subjectId",
  "requestId",
];

/** The log as a file: in words for people, with the ids and the plain values for machines. */
export function auditCsv(entries: readonly AuditEntry[], people: People): string {
  const rows = entries.map((entry) => [
    entry.at,
    actorName(entry, people),
    deed(entry, people),
    changesInOneLine(fieldChanges(entry, people)),
    entry.function,
    entry.address ?? "",
    entry.before === null ? "" : JSON.stringify(entry.before),
    entry.after === null ? "" : JSON.stringify(entry.after),
    entry.actorId ?? "",
    entry.subjectId,
    entry.requestId,
  ]);
  // Spreadsheets take a file without the mark for one of their own old encodings.
  return `\uFEFF${[columns, ...rows].map((row) => `${row.map(cell).join(",")}\r\n`).join("")}`;
}

/** Quoted where needed; what a spreadsheet would run as a formula is made text by an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
