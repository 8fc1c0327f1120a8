import "@mantine/spotlight/styles.css";
import { useMantineColorScheme } from "@mantine/core";
import { Spotlight, type SpotlightActionData, spotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import type { Membership } from "../../api/types";
import { operatorPages } from "../../features/operator/operatorPages";
import { OrganizationBadge } from "../../features/organization/OrganizationBadge";
import { organizationPages, pageNames, pageRoutes } from "../../features/organization/pages";
import { MembershipContext } from "../../features/organization/useOrganization";
import { useSwitchOrganization } from "../../features/organization/useSwitchOrganization";
import { useSession, useUser } from "../../features/session/session";
import { useStartTimer, useStopTimer } from "../../features/timer/changes";
import { timerQuery } from "../../features/timer/timer";
import { Icon } from "../../ui/Icon";
import { pageIcons } from "../shell/Navigation";

interface PaletteProps {
  /** Counts up with each wish to see the palette. */
  wanted: number;
  membership: Membership | null;
  onCreateOrganization: () => void;
}

/** Everything the app does, by typing its name. */
export default function Palette({ wanted, membership, onCreateOrganization }: PaletteProps) {
  useEffect(() => {
    if (wanted > 0) {
      spotlight.open();
    }
  }, [wanted]);
  if (membership === null) {
    return <PaletteList timerActions={[]} membership={null} onCreate={onCreateOrganization} />;
  }
  return (
    <MembershipContext value={membership}>
      <PaletteWithTimer membership={membership} onCreate={onCreateOrganization} />
    </MembershipContext>
  );
}

interface PaletteWithTimerProps {
  membership: Membership;
  onCreate: () => void;
}

function PaletteWithTimer({ membership, onCreate }: PaletteWithTimerProps) {
  const { mutate: start } = useStartTimer();
  const { mutate: stop } = useStopTimer();
  const mayTrack = membership.permissions.includes("timeEntries.create");
  const timer = useQuery({ ...timerQuery(membership.organization.id), enabled: mayTrack });
  const isRunning = Boolean(timer.data?.entry);
  const action: SpotlightActionData = isRunning
    ? {
        id: "timer-stop",
        label: "Stop the timer",
        leftSection: <Icon name="stop" />,
        onClick: () => stop(),
      }
    : {
        id: "timer-start",
        label: "Start the timer",
        leftSection: <Icon name="play" />,
        onClick: () => start({}),
      };
  return (
    <PaletteList
      timerActions={mayTrack ? [action] : []}
      membership={membership}
      onCreate={onCreate}
    />
  );
}

interface PaletteListProps {
  timerActions: SpotlightActionData[];
  membership: Membership | null;
  onCreate: () => void;
}

function PaletteList({ timerActions, membership, onCreate }: PaletteListProps) {
  const { memberships } = useSession();
  const navigate = useNavigate();
  const switchOrganization = useSwitchOrganization();
  const { setColorScheme } = useMantineColorScheme();

  const pages = (membership ? organizationPages(membership) : []).map((page) => ({
    id: `page-${page}`,
    label: `Go to ${pageNames[page]}`,
    leftSection: <Icon name={pageIcons[page]} />,
    onClick: () =>
      void navigate({
        to: pageRoutes[page],
        params: { slug: membership?.organization.slug ?? "" },
      }),
  }));
  const forOperators = (useUser().isOperator ? operatorPages : []).map(({ to, name, icon }) => ({
    id: `operator-${name}`,
    label: `Go to ${name} of this instance`,
    leftSection: <Icon name={icon} />,
    onClick: () => void navigate({ to }),
  }));
  const organizations = memberships
    .filter(({ organization }) => organization.id !== membership?.organization.id)
    .map(({ organization }) => ({
      id: `organization-${organization.id}`,
      label: `Switch to ${organization.name}`,
      leftSection: <OrganizationBadge organization={organization} />,
      onClick: () => switchOrganization(organization),
    }));
  const themes = (["light", "dark", "auto"] as const).map((scheme) => ({
    id: `theme-${scheme}`,
    label:
      scheme === "auto" ? "Theme as the system" : `${scheme === "dark" ? "Dark" : "Light"} theme`,
    leftSection: <Icon name={scheme === "dark" ? "moon" : "sun"} />,
    onClick: () => setColorScheme(scheme),
  }));

  return (
    <Spotlight
      shortcut={null}
      scrollable
      highlightQuery
      overlayProps={{ backgroundOpacity: 0.4, blur: 0 }}
      maxHeight={420}
      // What scrolls can be reached by the keyboard; on small screens the actions do.
      scrollAreaProps={{ viewportProps: { tabIndex: 0, role: "group", "aria-label": "Actions" } }}
      limit={30}
      nothingFound="Nothing of this name."
      searchProps={{
        placeholder: "What do you want to do?",
        "aria-label": "Find an action",
        leftSection: <Icon name="search" />,
      }}
      actions={[
        { group: "Timer", actions: timerActions },
        {
          group: "Pages",
          actions: [
            ...pages,
            {
              id: "page-account",
              label: "Go to Account",
              leftSection: <Icon name="person" />,
              onClick: () => void navigate({ to: "/account" }),
            },
            ...forOperators,
          ],
        },
        {
          group: "Organizations",
          actions: [
            ...organizations,
            {
              id: "organization-new",
              label: "New organization",
              leftSection: <Icon name="plus" />,
              onClick: onCreate,
            },
          ],
        },
        { group: "Theme", actions: themes },
      ].filter(({ actions }) => actions.length > 0)}
    />
  );
}
