import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { TimeEntry } from "../../api/types";
import { Duration } from "../../ui/Duration";
import { EmptyState } from "../../ui/EmptyState";
import { LoadingRows } from "../../ui/LoadingRows";
import { dayTitle, localDayOf } from "../../ui/localDay";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useToday } from "../../ui/useToday";
import { useMembership } from "../organization/useOrganization";
import { useUser } from "../session/session";
import { type Day, groupByDay } from "./days";
import classes from "./EntryList.module.css";
import { EntryRow } from "./EntryRow";
import { ownTimeEntriesQuery } from "./timeEntries";
import { useRunningTimer } from "./timer";

/** One's entries by day, newest first. */
export function EntryList({ onEdit }: { onEdit: (entry: TimeEntry) => void }) {
  const organizationId = useMembership().organization.id;
  const userId = useUser().id;
  const entries = useInfiniteQuery(ownTimeEntriesQuery(organizationId, userId));
  const days = useMemo(
    () =>
      groupByDay(
        (entries.data?.pages ?? [])
          .flatMap(({ page }) => page)
          .filter(({ stoppedAt }) => stoppedAt !== null),
        !entries.hasNextPage,
      ),
    [entries.data, entries.hasNextPage],
  );

  if (entries.isPending) {
    return <LoadingRows label="Loading your entries" />;
  }
  if (entries.isError && entries.data === undefined) {
    return (
      <ProblemNotice
        title="Your entries could not be loaded"
        error={entries.error}
        onRetry={() => entries.refetch()}
      />
    );
  }
  if (days.length === 0) {
    return (
      <EmptyState icon="clock" title="Nothing tracked yet">
        <p>
          Say what you are working on and press <kbd>Enter</kbd>. Already done? Add the time by
          hand.
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      {days.map((day) => (
        <DaySection key={day.day} day={day} onEdit={onEdit} />
      ))}
      {entries.isFetchNextPageError && (
        <ProblemNotice
          title="Earlier entries could not be loaded"
          error={entries.error}
          onRetry={() => entries.fetchNextPage()}
        />
      )}
      {entries.hasNextPage && (
        <div className={classes.earlier}>
          <Button
            variant="default"
            loading={entries.isFetchingNextPage}
            onClick={() => entries.fetchNextPage()}
          >
            Load earlier
          </Button>
        </div>
      )}
    </>
  );
}

function DaySection({ day, onEdit }: { day: Day; onEdit: (entry: TimeEntry) => void }) {
  const title = dayTitle(day.day, useToday());
  return (
    <section className={classes.day} aria-label={title}>
      <header className={classes.header}>
        <h3 className={classes.title}>{title}</h3>
        <DayTotal day={day} />
      </header>
      <ul className={classes.entries}>
        {day.entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} onEdit={onEdit} />
        ))}
      </ul>
    </section>
  );
}

/** Ticks with the running timer. A part of its own, so that a second passing redraws no rows. */
function DayTotal({ day }: { day: Day }) {
  const running = useRunningTimer(useMembership().organization.id);
  const runsThisDay = running !== null && localDayOf(new Date(running.entry.startedAt)) === day.day;
  return (
    <span className={classes.total}>
      {day.partial && <span className={classes.partial}>loaded so far</span>}
      <Duration seconds={day.seconds + (runsThisDay ? running.elapsed : 0)} />
    </span>
  );
}
