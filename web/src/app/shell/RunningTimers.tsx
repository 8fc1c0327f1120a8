import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { keys } from "../../api/keys";
import type { Membership } from "../../api/types";
import { useSession } from "../../features/session/session";
import { useStopTimerIn } from "../../features/timer/changes";
import { runningTimersQuery, type TimerState } from "../../features/timer/timer";
import { clockText } from "../../ui/durationText";
import { Icon } from "../../ui/Icon";
import { useNow } from "../../ui/useNow";
import classes from "./RunningTimers.module.css";

interface RunningTimersProps {
  /** The organization on screen, whose timer the timer page itself shows. */
  current: string | null;
  onTimerPage: boolean;
}

/** The timers that run, also in organizations one is not looking at: a click goes there. */
export function RunningTimers({ current, onTimerPage }: RunningTimersProps) {
  const { memberships } = useSession();
  const queryClient = useQueryClient();
  const { data: timers = [] } = useQuery(runningTimersQuery);
  // The one answer that tells the server's time is the open organization's timer.
  const clockOffset =
    (current === null
      ? undefined
      : queryClient.getQueryData<TimerState>(keys.timer(current))?.clockOffset) ?? 0;
  return (
    <>
      {timers.map(({ organizationId, entry }) => {
        const membership = memberships.find(
          ({ organization }) => organization.id === organizationId,
        );
        const isShown = onTimerPage && organizationId === current;
        return (
          membership &&
          !isShown && (
            <RunningTimer
              key={entry.id}
              membership={membership}
              startedAt={Date.parse(entry.startedAt) - clockOffset}
            />
          )
        );
      })}
    </>
  );
}

interface RunningTimerProps {
  membership: Membership;
  startedAt: number;
}

function RunningTimer({ membership: { organization }, startedAt }: RunningTimerProps) {
  const now = useNow(true, startedAt);
  const stop = useStopTimerIn(organization.id);
  return (
    <span className={classes.timer} data-stopping={stop.isPending || undefined}>
      <Link
        to="/o/$slug/timer"
        params={{ slug: organization.slug }}
        className={classes.link}
        aria-label={`A timer is running in ${organization.name}: go there`}
      >
        <span className={classes.pulse} />
        <span className="tn-figures">{clockText((now - startedAt) / 1000)}</span>
        <span className={classes.place}>{organization.name}</span>
      </Link>
      <button
        type="button"
        className={classes.stop}
        aria-label={`Stop the timer in ${organization.name}`}
        title={`Stop the timer in ${organization.name}`}
        disabled={stop.isPending}
        onClick={() => stop.mutate()}
      >
        <Icon name="stop" size={16} />
      </button>
    </span>
  );
}
