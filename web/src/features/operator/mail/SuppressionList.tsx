import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Suppression } from "../../../api/types";
import { ConfirmDialog } from "../../../ui/ConfirmDialog";
import { EmptyState } from "../../../ui/EmptyState";
import { LoadingRows } from "../../../ui/LoadingRows";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import table from "../../../ui/table.module.css";
import classes from "./MailPage.module.css";
import { suppressionsQuery, useLiftSuppression } from "./mail";
import { moment } from "./moments";

interface SuppressionListProps {
  onOpen: (messageId: string) => void;
}

/** The addresses that nothing is sent to, why, and the way to lift that. */
export function SuppressionList({ onOpen }: SuppressionListProps) {
  const suppressions = useInfiniteQuery(suppressionsQuery);
  const [asked, setAsked] = useState<Suppression | null>(null);

  if (suppressions.isPending) {
    return <LoadingRows label="Loading suppressed addresses" />;
  }
  if (suppressions.data === undefined) {
    return (
      <ProblemNotice
        title="Suppressed addresses could not be loaded"
        error={suppressions.error}
        onRetry={() => suppressions.refetch()}
      />
    );
  }
  const rows = suppressions.data.pages.flatMap(({ page }) => page);
  if (rows.length === 0) {
    return (
      <EmptyState icon="check" title="Every address may be written to">
        <p>
          An address from which a message came back for good, or whose owner called one spam, is
          listed here, and nothing more is sent to it until you lift that.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <div className={table.frame}>
        <table className={table.table}>
          <thead>
            <tr>
              <th scope="col">Address</th>
              <th scope="col">Why</th>
              <th scope="col">Since</th>
              <th scope="col">What to do</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((suppression) => (
              <SuppressionRow
                key={suppression.address}
                suppression={suppression}
                onOpen={onOpen}
                onLift={() => setAsked(suppression)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {suppressions.hasNextPage && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={suppressions.isFetchingNextPage}
            onClick={() => suppressions.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
      {asked && <LiftDialog suppression={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

interface SuppressionRowProps {
  suppression: Suppression;
  onOpen: (messageId: string) => void;
  onLift: () => void;
}

const causes: Record<Suppression["cause"], string> = {
  bounced: "A message came back",
  complained: "Called spam by its owner",
  provider: "On the provider's own list",
};

function SuppressionRow({ suppression, onOpen, onLift }: SuppressionRowProps) {
  const { address, cause, reason, messageId, createdAt } = suppression;
  return (
    <tr>
      <td>
        <bdi className={table.title}>{address}</bdi>
      </td>
      <td data-label="Why">
        <div>
          {causes[cause]}
          <div className={table.below}>{reason}</div>
        </div>
      </td>
      <td data-label="Since">
        <time dateTime={createdAt} className="tn-figures">
          {moment(createdAt)}
        </time>
      </td>
      <td>
        <div className={classes.rowActions}>
          {messageId !== null && (
            <Button
              size="xs"
              variant="subtle"
              aria-label={`The message to ${address}`}
              onClick={() => onOpen(messageId)}
            >
              Message
            </Button>
          )}
          <Button size="xs" variant="default" aria-label={`Lift for ${address}`} onClick={onLift}>
            Lift…
          </Button>
        </div>
      </td>
    </tr>
  );
}

interface LiftDialogProps {
  suppression: Suppression;
  onClose: () => void;
}

function LiftDialog({ suppression: { address }, onClose }: LiftDialogProps) {
  const lift = useLiftSuppression();
  return (
    <ConfirmDialog
      opened
      title={`Send to ${address} again?`}
      confirmLabel="Lift"
      pending={lift.isPending}
      onConfirm={() => lift.mutate(address, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>
        Lift this only when you know that the address works and its owner wants mail: providers stop
        taking mail from senders whose messages come back.
      </p>
    </ConfirmDialog>
  );
}
