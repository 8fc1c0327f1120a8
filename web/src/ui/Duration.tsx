import { VisuallyHidden } from "@mantine/core";
import classes from "./Duration.module.css";
import { hoursMinutesText, spokenDuration } from "./durationText";

/** Hours and minutes to read at a glance, the seconds small: nothing is rounded away. */
export function Duration({ seconds }: { seconds: number }) {
  const rest = String(Math.max(0, Math.floor(seconds)) % 60).padStart(2, "0");
  return (
    <span className={`tn-figures ${classes.duration}`}>
      <span aria-hidden="true">
        {hoursMinutesText(seconds)}
        <span className={classes.seconds}>:{rest}</span>
      </span>
      <VisuallyHidden>{spokenDuration(seconds)}</VisuallyHidden>
    </span>
  );
}
