import { useConnection } from "../../api/connection";
import type { LiveState } from "../../api/events";
import classes from "./LiveHint.module.css";

/**
 * Whether others' changes appear by themselves. Nothing is said where that was never promised; when
 * the whole server is out of reach, the banner says so, and twice would be once too often.
 */
export function LiveHint({ state }: { state: LiveState }) {
  const isOnline = useConnection() === "online";
  const isBroken = state === "reconnecting" && isOnline;
  return (
    <span role="status" className={classes.hint}>
      {state === "live" && isOnline && (
        <span className={classes.dot} title="Live: changes by others appear by themselves">
          <span className={classes.spoken}>Live</span>
        </span>
      )}
      {isBroken && (
        <>
          <span className={classes.dot} data-broken />
          <span className={classes.words}>Reconnecting…</span>
        </>
      )}
    </span>
  );
}
