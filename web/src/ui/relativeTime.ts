const units = [
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
] as const;

/** “in 6 days”, “3 hours ago”: cut to the largest unit that is full, for what need not be exact. */
export function relativeTime(then: Date, now: Date): string {
  const seconds = (then.getTime() - now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat("en");
  for (const [unit, size] of units) {
    const amount = Math.trunc(seconds / size);
    if (amount !== 0) {
      return format.format(amount, unit);
    }
  }
  return seconds < 0 ? "just now" : "in less than a minute";
}
