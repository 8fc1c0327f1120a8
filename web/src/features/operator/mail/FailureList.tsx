import { Button } from "@mantine/core";
import { useState } from "react";
import type { MailStatus } from "../../../api/types";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { DeliveryState } from "../../../ui/DeliveryState";
import classes from "./MailPage.module.css";
import { useRetryAllFailed } from "./mail";

interface FailureListProps {
  status: MailStatus;
  onOpen: (messageId: string) => void;
}

/** Why messages did not arrive, in the provider's words, the most frequent first. */
export function FailureList({ status, onOpen }: FailureListProps) {
  const { failures, counts } = status;
  if (failures.length === 0) {
    return null;
  }
  return (
    <section className={classes.failures} aria-labelledby="failures">
      <header className={classes.failuresHead}>
        <h2 id="failures">Why messages did not arrive</h2>
        {counts.failed > 0 && <RetryAll failed={counts.failed} />}
      </header>
      <ul>
        {failures.map(({ state, reason, count, exampleMessageId }) => (
          <li key={`${state} ${reason}`} className={classes.failure}>
            <span className={`tn-figures ${classes.failureCount}`}>{count}</span>
            <div>
              <DeliveryState state={state} />
              <div>{reason === "" ? "No reason was given" : reason}</div>
            </div>
            <Button
              size="compact-sm"
              variant="subtle"
              aria-label={`Newest message of: ${reason === "" ? state : reason}`}
              onClick={() => onOpen(exampleMessageId)}
            >
              Newest
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function RetryAll({ failed }: { failed: number }) {
  const [asking, setAsking] = useState(false);
  const retry = useRetryAllFailed();
  const many = failed === 1 ? "the failed message" : `all ${failed} failed messages`;
  return (
    <>
      <Button size="xs" variant="default" onClick={() => setAsking(true)}>
        Send all failed again…
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Send again?"
        confirmLabel="Send again"
        pending={retry.isPending}
        onConfirm={() => retry.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      >
        <p>
          This queues {many} again. What made them fail should be mended first: otherwise they fail
          in the same way.
        </p>
      </ConfirmDialog>
    </>
  );
}
