import { Button, Select, TextInput, VisuallyHidden } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { MemberFilter } from "../../api/keys";
import { roles } from "../../api/permissions";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import tools from "../../ui/ListTools.module.css";
import { LoadingRows } from "../../ui/LoadingRows";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMembership } from "../organization/useOrganization";
import { MemberDialog, type MemberQuestion } from "./MemberDialog";
import classes from "./MembersPage.module.css";
import { MemberTable } from "./MemberTable";
import { memberPagesQuery } from "./members";

// Between two letters of somebody who types.
const pause = 250;

const states = [
  { value: "active", label: "Active" },
  { value: "inactive", label: "Deactivated" },
  { value: "placeholder", label: "Placeholders" },
  { value: "removed", label: "Removed" },
  { value: "", label: "All" },
];

const roleChoices = [
  { value: "", label: "Any role" },
  ...roles.map((role) => ({ value: role as string, label: role as string })),
];

/** Who is in the organization. The server searches and pages: there may be thousands. */
export function MemberList() {
  const [search, setSearch] = useState("");
  const [state, setState] = useState("active");
  const [role, setRole] = useState("");
  const [settledSearch] = useDebouncedValue(search.trim(), pause);
  const filter = Object.fromEntries(
    Object.entries({ search: settledSearch, state, role }).filter(([, value]) => value !== ""),
  ) as MemberFilter;
  return (
    <>
      <search className={tools.tools} aria-label="Filter the members">
        <TextInput
          type="search"
          className={tools.search}
          aria-label="Find a member"
          placeholder="Find a member"
          leftSection={<Icon name="search" size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <div className={classes.filters}>
          <Select
            aria-label="Which members"
            data={states}
            allowDeselect={false}
            value={state}
            onChange={(picked) => setState(picked ?? "")}
          />
          <Select
            aria-label="Of which role"
            data={roleChoices}
            allowDeselect={false}
            value={role}
            onChange={(picked) => setRole(picked ?? "")}
          />
        </div>
      </search>
      <FoundMembers filter={filter} />
    </>
  );
}

function FoundMembers({ filter }: { filter: MemberFilter }) {
  const organizationId = useMembership().organization.id;
  const [question, setQuestion] = useState<MemberQuestion | null>(null);
  const members = useInfiniteQuery(memberPagesQuery(organizationId, filter));
  if (members.isPending) {
    return <LoadingRows label="Loading members" />;
  }
  if (members.data === undefined) {
    return (
      <ProblemNotice
        title="Members could not be loaded"
        error={members.error}
        onRetry={() => members.refetch()}
      />
    );
  }
  const found = members.data.pages.flatMap(({ page }) => page);
  return (
    <>
      <VisuallyHidden role="status">
        {found.length}
        {members.hasNextPage ? " or more" : ""} shown
      </VisuallyHidden>
      {found.length > 0 ? (
        <MemberTable members={found} onAsk={setQuestion} />
      ) : (
        <EmptyState icon="search" title="No member fits">
          <p>
            {filter.search === undefined
              ? "There is none in this list."
              : "Change the search, or show all."}
          </p>
        </EmptyState>
      )}
      {members.isFetchNextPageError && (
        <ProblemNotice
          title="Further members could not be loaded"
          error={members.error}
          onRetry={() => members.fetchNextPage()}
        />
      )}
      {members.hasNextPage && !members.isFetchNextPageError && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={members.isFetchingNextPage}
            onClick={() => members.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
      {question && <MemberDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}
