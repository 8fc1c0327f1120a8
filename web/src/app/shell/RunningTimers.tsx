import { useQueries } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Membership } from "../../api/types";
import { useSession } from "../../features/session/session";
import { timerQuery } from "../../features/timer/timer";
import { clockText } from "../../ui/durationText";
import { useNow } from "../../ui/useNow";
import classes from "./RunningTimers.module.css";

// Someone in more organizations than this would make every page ask too much.
const most = 12;

/** The timers that run, also in organizations one is not looking at: a click goes there. */
export function RunningTimers({ hideFor }: { hideFor: string | null }) {
  const { memberships } = useSession();
  const tracked = memberships
    .filter(({ permissions }) => permissions.includes("timeEntries.read"))
    .slice(0, most);
  const timers = useQueries({
    queries: tracked.map(({ organization }) => timerQuery(organization.id)),
  });
  const running = tracked.flatMap((membership, index) => {
    const state = timers[index]?.data;
    return state?.entry && membership.organization.id !== hideFor
      ? [{ membership, startedAt: Date.parse(state.entry.startedAt) - state.clockOffset }]
      : [];
  });
  return (
    <>
      {running.map(({ membership, startedAt }) => (
        <RunningTimer key={membership.id} membership={membership} startedAt={startedAt} />
      ))}
    </>
  );
}

interface RunningTimerProps {
  membership: Membership;
  startedAt: number;
}

function RunningTimer({ membership: { organization }, startedAt }: RunningTimerProps) {
  const now = useNow(true, startedAt);
  return (
    <Link
      to="/o/$slug/timer"
      params={{ slug: organization.slug }}
      className={classes.timer}
      aria-label={`A timer is running in ${organization.name}: go there`}
    >
      <span className={classes.pulse} />
      <span className="tn-figures">{clockText((now - startedAt) / 1000)}</span>
      <span className={classes.place}>{organization.name}</span>
    </Link>
  );
}
