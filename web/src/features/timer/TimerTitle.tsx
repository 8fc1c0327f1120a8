import { useEffect } from "react";
import { clockText } from "../../ui/durationText";
import { useMay, useMembership } from "../organization/useOrganization";
import { useRunningTimer } from "./timer";

/** The tab's title: the running timer first, since a narrow tab shows only a few letters. */
export function TimerTitle({ page }: { page: string }) {
  const { organization } = useMembership();
  const running = useRunningTimer(organization.id, useMay("timeEntries.read"));
  const isRunning = running !== null;

  useEffect(() => {
    const icon = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    icon?.setAttribute("href", isRunning ? "/favicon-running.svg" : "/favicon.svg");
    return () => icon?.setAttribute("href", "/favicon.svg");
  }, [isRunning]);

  const place = `${page} · ${organization.name} · Tenure`;
  const work = running?.entry.description || page;
  return <title>{running ? `${clockText(running.elapsed)} · ${work} · Tenure` : place}</title>;
}
