import type { MailStatus } from "../../../api/types";
import { DeliveryState } from "../../../ui/DeliveryState";
import classes from "./MailPage.module.css";

/** Why messages did not arrive, in the provider's words, the most frequent first. */
export function FailureList({ failures }: { failures: MailStatus["failures"] }) {
  if (failures.length === 0) {
    return null;
  }
  return (
    <section className={classes.failures} aria-labelledby="failures">
      <h2 id="failures">Why messages did not arrive</h2>
      <ul>
        {failures.map(({ state, reason, count }) => (
          <li key={`${state} ${reason}`} className={classes.failure}>
            <span className={`tn-figures ${classes.failureCount}`}>{count}</span>
            <div>
              <DeliveryState state={state} />
              <div>{reason === "" ? "No reason was given" : reason}</div>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
