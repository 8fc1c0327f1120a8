import { VisuallyHidden } from "@mantine/core";
import classes from "./Duration.module.css";
import { durationText, spokenDuration } from "./durationText";
import { useFormats } from "./formats";

/**
 * A duration as the organization writes it. In hours and minutes the seconds follow, small: nothing
 * is rounded away.
 */
export function Duration({ seconds }: { seconds: number }) {
  const formats = useFormats();
  const rest = String(Math.max(0, Math.floor(seconds)) % 60).padStart(2, "0");
  return (
    <span className={`tn-figures ${classes.duration}`}>
      <span aria-hidden="true">
        {durationText(seconds, formats)}
        {formats.duration === "h:mm" && <span className={classes.seconds}>:{rest}</span>}
        {formats.duration === "decimal" && <span className={classes.seconds}> h</span>}
      </span>
      <VisuallyHidden>{spokenDuration(seconds)}</VisuallyHidden>
    </span>
  );
}
