import { Skeleton, VisuallyHidden } from "@mantine/core";
import classes from "./LoadingRows.module.css";

/** Rows on their way. The requests behind them end after ten seconds, and so does this. */
export function LoadingRows({ label, rows = 5 }: { label: string; rows?: number }) {
  return (
    <div className={classes.rows} role="status">
      <VisuallyHidden>{label}</VisuallyHidden>
      {Array.from({ length: rows }, (_, row) => `row-${row}`).map((row) => (
        <div key={row} className={classes.row}>
          <Skeleton height={12} width="38%" radius="xl" />
          <Skeleton height={12} width={64} radius="xl" />
        </div>
      ))}
    </div>
  );
}
