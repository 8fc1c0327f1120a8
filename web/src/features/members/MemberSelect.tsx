import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { MemberFilter } from "../../api/keys";
import { asProblem } from "../../api/problem";
import type { Member } from "../../api/types";
import { useMembership } from "../organization/useOrganization";
import { foundMembersQuery } from "./members";

interface MemberSelectProps {
  label: string;
  value: Member | null;
  onChange: (member: Member | null) => void;
  /** Whom the list offers, besides what is typed. */
  among: Omit<MemberFilter, "search">;
  /** Memberships that the list leaves out. */
  without: readonly string[];
}

// Between two letters of somebody who types.
const pause = 250;

/** Picks a member by typing. The server searches: an organization may have thousands. */
export function MemberSelect({ label, value, onChange, among, without }: MemberSelectProps) {
  const { organization } = useMembership();
  const [typed, setTyped] = useState("");
  const [settled] = useDebouncedValue(typed.trim(), pause);
  // What stands in the field after picking is a label, not a search.
  const search = value !== null && typed === labelOf(value) ? "" : settled;
  const found = useQuery(
    foundMembersQuery(organization.id, { ...among, ...(search === "" ? {} : { search }) }),
  );
  const offered = (found.data ?? []).filter(({ id }) => !without.includes(id));
  const known = value === null || offered.some(({ id }) => id === value.id);
  const members = known ? offered : [...offered, value];

  return (
    <Select
      label={label}
      placeholder={found.isPending ? "Loading members…" : "Type a name"}
      data={members.map((member) => ({ value: member.id, label: labelOf(member) }))}
      value={value?.id ?? null}
      searchable
      searchValue={typed}
      onSearchChange={setTyped}
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? "Looking…" : "No member of this name"}
      openOnFocus={false}
      data-autofocus
      error={found.isError && `Members could not be loaded. ${asProblem(found.error).message}`}
      onChange={(id) => onChange(members.find((member) => member.id === id) ?? null)}
    />
  );
}

function labelOf({ name, role }: Member): string {
  return `${name} · ${role}`;
}
