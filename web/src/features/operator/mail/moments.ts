/** A moment to the second, as a story of attempts needs it. */
export function moment(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "medium" }).format(
    new Date(instant),
  );
}
