import { useHotkeys } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useSingleKeys } from "../features/account/useSingleKeys";
import { useMay, useMembership } from "../features/organization/useOrganization";
import { useStartTimer, useStopTimer } from "../features/timer/changes";
import { timerQuery } from "../features/timer/timer";

/** S starts and stops from any page of the organization, N goes to the description. */
export function TimerShortcuts() {
  const { organization } = useMembership();
  const mayTrack = useMay("timeEntries.create");
  const [singleKeys] = useSingleKeys();
  const timer = useQuery({ ...timerQuery(organization.id), enabled: mayTrack });
  const start = useStartTimer();
  const stop = useStopTimer();
  const navigate = useNavigate();
  const isOn = singleKeys && mayTrack;

  const toggle = () => {
    if (start.isPending || stop.isPending || timer.data === undefined) {
      return;
    }
    if (timer.data.entry) {
      stop.mutate();
    } else {
      start.mutate({ description: descriptionField()?.value.trim() ?? "" });
    }
  };
  const goToDescription = async () => {
    await navigate({ to: "/o/$slug/timer", params: { slug: organization.slug } });
    descriptionField()?.focus();
  };
  useHotkeys(
    isOn
      ? [
          ["S", toggle],
          ["N", () => void goToDescription()],
        ]
      : [],
  );
  return null;
}

function descriptionField(): HTMLInputElement | null {
  return document.querySelector<HTMLInputElement>("#timer-description");
}
