import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Member, TimeEntry } from "../../api/types";
import { Duration } from "../../ui/Duration";
import { EmptyState } from "../../ui/EmptyState";
import { useFormats } from "../../ui/formats";
import { LoadingRows } from "../../ui/LoadingRows";
import { dayTitle, localDayOf } from "../../ui/localDay";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useToday } from "../../ui/useToday";
import { usePeople } from "../members/members";
import { useMembership } from "../organization/useOrganization";
import { useUser } from "../session/session";
import { type Day, groupByDay } from "./days";
import classes from "./EntryList.module.css";
import { EntryRow } from "./EntryRow";
import { timeEntryPagesQuery } from "./timeEntries";
import { useRunningTimer } from "./timer";

export type Whose = "own" | "everyone";

interface EntryListProps {
  whose: Whose;
  onEdit: (entry: TimeEntry) => void;
}

/** One's entries, or everyone's, by day, newest first. */
export function EntryList({ whose, onEdit }: EntryListProps) {
  const organizationId = useMembership().organization.id;
  const userId = useUser().id;
  const entries = useInfiniteQuery(
    timeEntryPagesQuery(organizationId, whose === "own" ? userId : null),
  );
  const { byUser } = usePeople(organizationId, whose === "everyone");
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
    return <LoadingRows label={`Loading ${whose === "own" ? "your" : "everyone's"} entries`} />;
  }
  if (entries.isError && entries.data === undefined) {
    return (
      <ProblemNotice
        title="Entries could not be loaded"
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
        <DaySection key={day.day} day={day} members={byUser} whose={whose} onEdit={onEdit} />
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

interface DaySectionProps extends EntryListProps {
  day: Day;
  members: ReadonlyMap<string, Member>;
}

function DaySection({ day, members, whose, onEdit }: DaySectionProps) {
  const ownId = useUser().id;
  const title = dayTitle(day.day, useToday(), useFormats());
  return (
    <section className={classes.day} aria-label={title}>
      <header className={classes.header}>
        <h3 className={classes.title}>{title}</h3>
        <DayTotal day={day} countsRunning={whose === "own"} />
      </header>
      <ul className={classes.entries}>
        {day.entries.map((entry) => (
          <EntryRow
            key={entry.id}
            entry={entry}
            // Where entries of several people stand together, each of another's says whose it is.
            by={
              entry.userId === ownId ? null : (members.get(entry.userId)?.name ?? "A former member")
            }
            onEdit={onEdit}
          />
        ))}
      </ul>
    </section>
  );
}

/** Ticks with the running timer. A part of its own, so that a second passing redraws no rows. */
function DayTotal({ day, countsRunning }: { day: Day; countsRunning: boolean }) {
  const running = useRunningTimer(useMembership().organization.id);
  const runsThisDay =
    countsRunning && running !== null && localDayOf(new Date(running.entry.startedAt)) === day.day;
  return (
    <span className={classes.total}>
      {day.partial && <span className={classes.partial}>loaded so far</span>}
      <Duration seconds={day.seconds + (runsThisDay ? running.elapsed : 0)} />
    </span>
  );
}
