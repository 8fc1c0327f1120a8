import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Duration } from "../../ui/Duration";
import { spokenDuration } from "../../ui/durationText";
import { addDays, localDayOf, startOfDay, startOfWeek } from "../../ui/localDay";
import { useToday } from "../../ui/useToday";
import { useMembership } from "../organization/useOrganization";
import { summaryQuery } from "../reports/summary";
import { useUser } from "../session/session";
import { weekSeconds } from "./days";
import { entriesSinceQuery } from "./timeEntries";
import { useRunningTimer } from "./timer";
import classes from "./WeekStrip.module.css";

/** One's week at a glance: a bar for each day, and the sums, the running timer counted in. */
export function WeekStrip() {
  const { id: organizationId, weekStart } = useMembership().organization;
  const userId = useUser().id;
  const today = useToday();
  const monday = startOfWeek(today, weekStart);
  const week = useQuery(entriesSinceQuery(organizationId, userId, monday));
  const total = useQuery(summaryQuery(organizationId, { userId }));
  const running = useRunningTimer(organizationId);

  const days = weekSeconds(week.data ?? [], monday).map((seconds, index) => ({
    day: addDays(monday, index),
    seconds: seconds + elapsedOn(addDays(monday, index), running),
  }));
  const tallest = Math.max(8 * 3600, ...days.map(({ seconds }) => seconds));
  const todaySeconds = days.find(({ day }) => day === today)?.seconds ?? 0;
  const weekTotal = days.reduce((sum, { seconds }) => sum + seconds, 0);

  return (
    <section className={classes.strip} aria-label="Your time">
      <ol className={classes.bars}>
        {days.map(({ day, seconds }) => (
          <li key={day} className={classes.day} data-today={day === today || undefined}>
            <span className={classes.track} aria-hidden="true">
              <span
                className={classes.bar}
                style={{ blockSize: `${(seconds / tallest) * 100}%` }}
              />
            </span>
            <span aria-hidden="true">{weekday(day, "narrow")}</span>
            <VisuallyHidden>
              {weekday(day, "long")}: {spokenDuration(seconds - (seconds % 60))}
            </VisuallyHidden>
          </li>
        ))}
      </ol>
      <dl className={classes.sums}>
        <Sum name="Today" seconds={week.data && todaySeconds} />
        <Sum name="This week" seconds={week.data && weekTotal} />
        <Sum name="All time" seconds={total.data && total.data.seconds + (running?.elapsed ?? 0)} />
      </dl>
    </section>
  );
}

function Sum({ name, seconds }: { name: string; seconds: number | undefined }) {
  return (
    <div>
      <dt className={classes.name}>{name}</dt>
      <dd className={classes.sum}>
        {seconds === undefined ? <span aria-hidden="true">–</span> : <Duration seconds={seconds} />}
      </dd>
    </div>
  );
}

function elapsedOn(day: string, running: ReturnType<typeof useRunningTimer>): number {
  const runs = running !== null && localDayOf(new Date(running.entry.startedAt)) === day;
  return runs ? running.elapsed : 0;
}

function weekday(day: string, style: "narrow" | "long"): string {
  return new Intl.DateTimeFormat(undefined, { weekday: style }).format(startOfDay(day));
}
