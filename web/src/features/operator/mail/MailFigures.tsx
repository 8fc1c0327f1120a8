import type { MailStatus, MessageState } from "../../../api/types";
import { messageStates, stateWords } from "../../../ui/messageState";
import { relativeTime } from "../../../ui/relativeTime";
import { useNow } from "../../../ui/useNow";
import classes from "./MailPage.module.css";

interface MailFiguresProps {
  status: MailStatus;
  onState: (state: MessageState) => void;
}

/** How many messages are where, each a way to their list, and how the last hour went. */
export function MailFigures({ status, onState }: MailFiguresProps) {
  const now = useNow(status.oldestQueuedAt !== null);
  const { counts, lastHour, oldestQueuedAt } = status;
  const shown = messageStates.filter((state) => counts[state] > 0 || state === "queued");
  return (
    <section aria-label="The queue">
      <ul className={classes.figures}>
        {shown.map((state) => (
          <li key={state}>
            <button
              type="button"
              className={classes.figure}
              data-tone={stateWords[state].tone}
              title={stateWords[state].meaning}
              onClick={() => onState(state)}
            >
              <span className={`tn-figures ${classes.count}`}>{counts[state]}</span>
              <span>{stateWords[state].word}</span>
            </button>
          </li>
        ))}
      </ul>
      <p className={classes.rates}>
        In the last hour: {lastHour.sent} sent, {lastHour.failed} given up, {lastHour.retried} put
        off for another try.{" "}
        {oldestQueuedAt !== null &&
          `The oldest in the queue was written ${relativeTime(new Date(oldestQueuedAt), new Date(now))}.`}
      </p>
    </section>
  );
}
