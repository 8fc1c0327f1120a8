import type { Membership } from "../../api/types";
import { Icon } from "../../ui/Icon";
import type { PickerGroup } from "../../ui/pickerSearch";
import { SearchablePicker } from "../../ui/SearchablePicker";
import { useSession } from "../session/session";
import { OrganizationBadge } from "./OrganizationBadge";
import classes from "./OrganizationSelector.module.css";
import { useSwitchOrganization } from "./useSwitchOrganization";

interface OrganizationSelectorProps {
  current: Membership;
  onCreate: () => void;
}

/** Says which organization this is, and switches to another. */
export function OrganizationSelector({ current, onCreate }: OrganizationSelectorProps) {
  const { memberships } = useSession();
  const switchOrganization = useSwitchOrganization();

  return (
    <SearchablePicker
      label={`Organization: ${current.organization.name}. Switch organization`}
      groups={() => groupsOf(memberships)}
      value={current.organization.id}
      searchPlaceholder="Find an organization"
      nothingFound="You are in no organization of this name."
      className={classes.target}
      action={{ label: "New organization", onPick: onCreate }}
      onPick={(organizationId) => {
        const picked = memberships.find(({ organization }) => organization.id === organizationId);
        if (picked && picked.organization.id !== current.organization.id) {
          switchOrganization(picked.organization);
        }
      }}
    >
      <OrganizationBadge organization={current.organization} />
      <span className={classes.name}>{current.organization.name}</span>
      <Icon name="chevrons" size={16} />
    </SearchablePicker>
  );
}

function groupsOf(memberships: readonly Membership[]): PickerGroup[] {
  const ofKind = (kind: string) =>
    memberships
      .filter(({ organization }) => organization.kind === kind)
      .map(({ organization, role }) => ({
        value: organization.id,
        label: organization.name,
        hint: role,
      }));
  return [
    { label: "Personal", options: ofKind("personal") },
    { label: "Teams", options: ofKind("team") },
  ];
}
