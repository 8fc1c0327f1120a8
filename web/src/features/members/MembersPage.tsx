import { Button, SegmentedControl, TextInput, VisuallyHidden } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import type { Member } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import tools from "../../ui/ListTools.module.css";
import { LoadingRows } from "../../ui/LoadingRows";
import { PageHeader } from "../../ui/PageHeader";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { TimerTitle } from "../timer/TimerTitle";
import { MemberDialog, type MemberQuestion } from "./MemberDialog";
import classes from "./MembersPage.module.css";
import { MemberTable } from "./MemberTable";
import { fits, type MemberFilter } from "./memberRules";
import { memberPagesQuery } from "./members";

const filters = [
  { value: "active", label: "Active" },
  { value: "inactive", label: "Not active" },
  { value: "all", label: "All" },
];

// How many rows are drawn at first, and with each “Show more”: thousands at once would take seconds.
const step = 100;

export function MembersPage() {
  const { organization } = useMembership();
  const mayUpdate = useMay("members.update");
  const [question, setQuestion] = useState<MemberQuestion | null>(null);
  const isPersonal = organization.kind === "personal";

  return (
    <>
      <TimerTitle page="Members" />
      <PageHeader title="Members">
        {isPersonal || mayUpdate ? (
          "Who is here, and what they may do."
        ) : (
          <>
            Who is here. Admins and owners change members; you can see them.{" "}
            <Why question="can I not change members" permission="members.update" />
          </>
        )}
      </PageHeader>
      {isPersonal ? (
        <EmptyState icon="person" title="This workspace is yours alone">
          <p>
            A personal workspace takes no other members, so that what you keep in it stays private.
            To work with others, choose “New organization” in the menu at the top.
          </p>
        </EmptyState>
      ) : (
        <MemberList onAsk={setQuestion} />
      )}
      {question && <MemberDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}

function MemberList({ onAsk }: { onAsk: (question: MemberQuestion) => void }) {
  const organizationId = useMembership().organization.id;
  const [search, setSearch] = useState("");
  const [filter, setFilter] = useState<MemberFilter>("active");
  const [wanted, setWanted] = useState(step);
  const { members, found, isSearching } = useFoundMembers(organizationId, filter, search, wanted);

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
  const shown = found.slice(0, wanted);
  const hasMore = found.length > wanted || members.hasNextPage;
  return (
    <>
      <div className={tools.tools}>
        <TextInput
          type="search"
          className={tools.search}
          aria-label="Find a member"
          placeholder="Find a member"
          leftSection={<Icon name="search" size={16} />}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            setWanted(step);
          }}
        />
        <SegmentedControl
          aria-label="Which to show"
          data={filters}
          value={filter}
          onChange={(picked) => {
            setFilter(picked as MemberFilter);
            setWanted(step);
          }}
        />
      </div>
      <VisuallyHidden role="status">
        {isSearching ? "Looking for more" : `${shown.length}${hasMore ? " or more" : ""} shown`}
      </VisuallyHidden>
      {shown.length > 0 && <MemberTable members={shown} onAsk={onAsk} />}
      {shown.length === 0 && isSearching && <LoadingRows label="Looking for members" rows={3} />}
      {shown.length === 0 && !(isSearching || members.isError) && (
        <EmptyState icon="search" title="No member fits">
          <p>
            {search.trim() === ""
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
      {shown.length > 0 && hasMore && !members.isFetchNextPageError && (
        <div className={classes.more}>
          <Button variant="default" loading={isSearching} onClick={() => setWanted(wanted + step)}>
            Show more
          </Button>
        </div>
      )}
    </>
  );
}

/**
 * The loaded members that fit. The server pages in the order in which members came and does not
 * search, so further pages are asked for, one after the other, until enough of them fit.
 */
function useFoundMembers(
  organizationId: string,
  filter: MemberFilter,
  search: string,
  wanted: number,
) {
  const members = useInfiniteQuery(memberPagesQuery(organizationId));
  const { hasNextPage, isFetching, isError, fetchNextPage, data } = members;
  const words = useDeferredValue(search).trim();
  const all = useMemo<Member[]>(() => data?.pages.flatMap(({ page }) => page) ?? [], [data]);
  const found = useMemo(
    () => all.filter((member) => fits(member, filter, words)),
    [all, filter, words],
  );
  const isSearching = found.length < wanted && hasNextPage && !isError;
  useEffect(() => {
    if (isSearching && !isFetching) {
      void fetchNextPage();
    }
  }, [isSearching, isFetching, fetchNextPage]);
  return { members, found, isSearching };
}
