import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Invitation } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { LoadingRows } from "../../ui/LoadingRows";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { InvitationDialog, type InvitationQuestion } from "./InvitationDialog";
import classes from "./Invitations.module.css";
import { InvitationTable } from "./InvitationTable";
import { invitationPagesQuery } from "./invitations";
import { statusNames } from "./invitationWords";

// Between two letters of somebody who types.
const pause = 250;

const statusChoices = [
  { value: "", label: "All" },
  ...Object.entries(statusNames).map(([value, label]) => ({ value, label })),
];

/** Who was invited, and what became of it; the mail's way is shown as it happens. */
export function InvitationList() {
  return useMay("invitations.read") ? (
    <Invitations />
  ) : (
    <EmptyState icon="mail" title="Invitations are seen by managers and above">
      <p>
        <Why question="can I not see invitations" permission="invitations.read" />
      </p>
    </EmptyState>
  );
}

function Invitations() {
  const [status, setStatus] = useState("");
  const [search, setSearch] = useState("");
  const [settledSearch] = useDebouncedValue(search.trim(), pause);
  return (
    <>
      <search className={classes.tools} aria-label="Filter the invitations">
        <TextInput
          type="search"
          className={classes.search}
          aria-label="Find an invitation"
          placeholder="Find an address"
          leftSection={<Icon name="search" size={16} />}
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <Select
          aria-label="Which invitations"
          data={statusChoices}
          allowDeselect={false}
          value={status}
          onChange={(picked) => setStatus(picked ?? "")}
        />
      </search>
      <Found
        filter={{
          ...(status === "" ? {} : { status: status as Invitation["status"] }),
          ...(settledSearch === "" ? {} : { search: settledSearch }),
        }}
      />
    </>
  );
}

function Found({ filter }: { filter: { status?: Invitation["status"]; search?: string } }) {
  const organizationId = useMembership().organization.id;
  const [question, setQuestion] = useState<InvitationQuestion | null>(null);
  const found = useInfiniteQuery(invitationPagesQuery(organizationId, filter));
  if (found.isPending) {
    return <LoadingRows label="Loading invitations" />;
  }
  if (found.data === undefined) {
    return (
      <ProblemNotice
        title="Invitations could not be loaded"
        error={found.error}
        onRetry={() => found.refetch()}
      />
    );
  }
  const invitations = found.data.pages.flatMap(({ page }) => page);
  if (invitations.length === 0) {
    const isFiltered = Object.keys(filter).length > 0;
    return (
      <EmptyState icon="mail" title={isFiltered ? "No invitation fits" : "Nobody is invited yet"}>
        <p>
          {isFiltered
            ? "Change the search, or show all."
            : "Invite people by their e-mail address; here you see whether it arrived."}
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <InvitationTable invitations={invitations} onAsk={setQuestion} />
      {found.isFetchNextPageError && (
        <ProblemNotice
          title="Further invitations could not be loaded"
          error={found.error}
          onRetry={() => found.fetchNextPage()}
        />
      )}
      {found.hasNextPage && !found.isFetchNextPageError && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={found.isFetchingNextPage}
            onClick={() => found.fetchNextPage()}
          >
            Show more
          </Button>
        </div>
      )}
      {question && <InvitationDialog question={question} onClose={() => setQuestion(null)} />}
    </>
  );
}
