import { memo } from "react";
import type { AuditEntry } from "../../api/types";
import { momentText } from "../../ui/dateText";
import { useFormats } from "../../ui/formats";
import type { People } from "../members/members";
import classes from "./AuditLogPage.module.css";
import { actorName, deed, fieldChanges } from "./auditWords";

interface AuditListProps {
  entries: readonly AuditEntry[];
  people: People;
}

export function AuditList({ entries, people }: AuditListProps) {
  return (
    <ol className={classes.list} aria-label="Changes, newest first">
      {entries.map((entry) => (
        <AuditRow key={entry.id} entry={entry} people={people} />
      ))}
    </ol>
  );
}

const AuditRow = memo(function AuditRow({ entry, people }: { entry: AuditEntry; people: People }) {
  const changes = fieldChanges(entry, people);
  return (
    <li className={classes.row}>
      <div>
        <p className={classes.deed}>
          <bdi className={classes.who}>{actorName(entry, people)}</bdi> {deed(entry, people)}
        </p>
        {changes.length > 0 && (
          <dl className={classes.changes}>
            {changes.map(({ field, before, after }) => (
              <div key={field} className={classes.change}>
                <dt>{field}</dt>
                <dd>
                  {before !== null && <del>{before}</del>}
                  {before !== null && after !== null && (
                    <span className={classes.arrow} role="img" aria-label="is now">
                      →
                    </span>
                  )}
                  {after !== null && <ins>{after}</ins>}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </div>
      <div className={classes.origin}>
        <time dateTime={entry.at}>{momentText(new Date(entry.at), useFormats())}</time>
        <span title={`Request ${entry.requestId}`}>
          {entry.address === null ? "address unknown" : `from ${entry.address}`}
        </span>
      </div>
    </li>
  );
});
