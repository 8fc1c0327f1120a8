import { useEffect, useState } from "react";
import { addDays, type LocalDay, localDayOf, startOfDay } from "./localDay";

/** Today's date, which changes at midnight under an open page. */
export function useToday(): LocalDay {
  const [today, setToday] = useState(() => localDayOf(new Date()));
  useEffect(() => {
    const midnight = startOfDay(addDays(today, 1)).getTime();
    const check = () => setToday(localDayOf(new Date()));
    const timeout = window.setTimeout(check, midnight - Date.now() + 50);
    // Timers sleep with the device; coming back to the page catches up.
    document.addEventListener("visibilitychange", check);
    return () => {
      window.clearTimeout(timeout);
      document.removeEventListener("visibilitychange", check);
    };
  }, [today]);
  return today;
}
