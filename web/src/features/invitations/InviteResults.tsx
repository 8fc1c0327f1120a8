import { Button, Group } from "@mantine/core";
import type { InvitationResult } from "../../api/types";
import { CopyField } from "../../ui/CopyField";
import { Icon } from "../../ui/Icon";
import classes from "./Invite.module.css";
import { outcomeLine, outcomeSummary } from "./invitationWords";

interface InviteResultsProps {
  results: readonly InvitationResult[];
  onMore: () => void;
  onDone: () => void;
}

/** What came of each address. A link to pass on is shown here once and then no more. */
export function InviteResults({ results, onMore, onDone }: InviteResultsProps) {
  const hasLinks = results.some(({ link }) => link !== null);
  return (
    <div className={classes.form}>
      <p className={classes.lead} role="status">
        {outcomeSummary(results)}{" "}
        {hasLinks && "Whoever has a link below can join with it: pass each on to its person alone."}
      </p>
      <ul className={classes.results} aria-label="What came of each address">
        {results.map((result) => (
          <li key={result.email} className={classes.result}>
            <p className={classes.outcome} data-created={result.outcome === "created" || undefined}>
              <Icon name={result.outcome === "created" ? "check" : "warning"} />
              <span>
                <bdi className={classes.email}>{result.email}</bdi>
                <span className={classes.words}>{outcomeLine(result)}</span>
              </span>
            </p>
            {result.link !== null && (
              <CopyField label={`Link for ${result.email}`} value={result.link} />
            )}
          </li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button variant="default" onClick={onMore}>
          Invite more
        </Button>
        <Button onClick={onDone} data-autofocus>
          Done
        </Button>
      </Group>
    </div>
  );
}
