import { useFormats } from "../../ui/formats";
import { numberText } from "../../ui/numberText";
import classes from "./BudgetBar.module.css";
import type { BudgetUse } from "./budget";

/** How much of a budget is used. The words say what the colour does. */
export function BudgetBar({ use }: { use: BudgetUse }) {
  const state = use.share > 1 ? "over" : use.share >= 0.8 ? "near" : "fine";
  const percent = numberText(use.share, useFormats(), {
    style: "percent",
    maximumFractionDigits: 0,
  });
  return (
    <div className={classes.budget} data-state={state}>
      <span className={`tn-figures ${classes.words}`}>
        <span>
          {use.used} <span className={classes.of}>of {use.whole}</span>
        </span>
        <span className={classes.percent}>
          {percent}
          {state === "over" && " · over"}
        </span>
      </span>
      <span className={classes.track} aria-hidden="true">
        <span className={classes.bar} style={{ inlineSize: `${Math.min(use.share, 1) * 100}%` }} />
      </span>
    </div>
  );
}
