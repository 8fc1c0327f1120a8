import { LoadingRows } from "../ui/LoadingRows";
import classes from "./StartProblem.module.css";

/** Shown while a page is on its way for longer than a moment; its request ends after ten seconds. */
export function StartPending() {
  return (
    <div className={classes.page}>
      <div className={classes.column}>
        <LoadingRows label="Loading the page" rows={4} />
      </div>
    </div>
  );
}
