import { useEffect, useState } from "react";

/**
 * The current time, kept fresh. With `anchor`, it changes when a whole second has passed since then,
 * so that a clock counting from it never skips or shows a second twice.
 */
export function useNow(active: boolean, anchor = 0): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!active) {
      return;
    }
    let timeout = 0;
    const tick = () => {
      const current = Date.now();
      setNow(current);
      const sinceWholeSecond = (((current - anchor) % 1000) + 1000) % 1000;
      timeout = window.setTimeout(tick, 1000 - sinceWholeSecond + 5);
    };
    tick();
    return () => window.clearTimeout(timeout);
  }, [active, anchor]);
  return now;
}
