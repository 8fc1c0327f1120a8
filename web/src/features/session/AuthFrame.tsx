import type { ReactNode } from "react";
import { Wordmark } from "../../ui/Wordmark";
import classes from "./AuthFrame.module.css";

interface AuthFrameProps {
  title: string;
  lead: ReactNode;
  children: ReactNode;
}

/** The frame of the pages before signing in: one card, and a strip that says what Tenure is about. */
export function AuthFrame({ title, lead, children }: AuthFrameProps) {
  return (
    <div className={classes.page}>
      <title>{`${title} · Tenure`}</title>
      <aside className={classes.side} aria-hidden="true">
        <DayStrip />
      </aside>
      <main className={classes.main}>
        <div className={classes.column}>
          <Wordmark />
          <h1 className={classes.title}>{title}</h1>
          <div className={classes.lead}>{lead}</div>
          {children}
        </div>
      </main>
    </div>
  );
}

// Two working weeks, as hours a day: a picture of what the app is for, drawn with its own bars.
const bars = [6.5, 7.8, 5.2, 8, 4.4, 0, 0, 7.2, 6.1, 8.3, 7, 3.6].map((hours, day, { length }) => ({
  x: day * 40 + 7,
  height: Math.max(hours * 28, 4),
  isToday: day === length - 1,
}));

function DayStrip() {
  return (
    <svg viewBox="0 0 480 300" className={classes.picture} aria-hidden="true">
      {bars.map(({ x, height, isToday }) => (
        <rect
          key={x}
          x={x}
          y={270 - height}
          width={26}
          height={height}
          rx={6}
          className={isToday ? classes.live : classes.bar}
        />
      ))}
      <line x1={0} x2={480} y1={286} y2={286} className={classes.ground} />
    </svg>
  );
}
