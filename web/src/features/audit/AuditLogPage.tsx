import { Button } from "@mantine/core";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { patience } from "../../api/client";
import type { AuditFilter } from "../../api/keys";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { LoadingRows } from "../../ui/LoadingRows";
import { notifyProblem } from "../../ui/notifyProblem";
import { PageHeader } from "../../ui/PageHeader";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { saveFile } from "../../ui/saveFile";
import { allMembersQuery, usePeople } from "../members/members";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { TimerTitle } from "../timer/TimerTitle";
import { AuditFilterFields } from "./AuditFilterFields";
import { AuditList } from "./AuditList";
import classes from "./AuditLogPage.module.css";
import { auditCsv } from "./auditCsv";
import { type AuditFields, filterOf, noFilter } from "./auditFilter";
import { auditLogQuery, wholeAuditLog } from "./auditLog";

export function AuditLogPage() {
  const { organization } = useMembership();
  const mayRead = useMay("auditLog.read");
  return (
    <>
      <TimerTitle page="Audit log" />
      {mayRead ? (
        <AuditLog />
      ) : (
        <>
          <PageHeader title="Audit log" />
          <EmptyState
            icon="log"
            title="The audit log is for admins and owners"
            action={<Why question="can I not read the audit log" permission="auditLog.read" />}
          >
            <p>It tells who changed {organization.name}, its members and their roles.</p>
          </EmptyState>
        </>
      )}
    </>
  );
}

function AuditLog() {
  const { organization } = useMembership();
  const [fields, setFields] = useState<AuditFields>(noFilter);
  const filter = filterOf(fields);
  return (
    <>
      <PageHeader title="Audit log" actions={<ExportButton filter={filter} />}>
        Who changed {organization.name}, its members and their roles.
      </PageHeader>
      <AuditFilterFields fields={fields} onChange={setFields} />
      <Entries filter={filter} onReset={() => setFields(noFilter)} />
    </>
  );
}

function ExportButton({ filter }: { filter: AuditFilter }) {
  const { organization } = useMembership();
  const queryClient = useQueryClient();
  const download = useMutation({
    mutationFn: async () => {
      // A long log takes many requests, each with its own end; together they may take longer.
      const signal = AbortSignal.timeout(30 * patience);
      const entries = await wholeAuditLog(organization.id, filter, signal);
      const members = await queryClient.ensureQueryData(allMembersQuery(organization.id));
      const people = {
        byUser: new Map(members.map((member) => [member.userId, member])),
        byMembership: new Map(members.map((member) => [member.id, member])),
      };
      const name = `${organization.slug}-audit-log-${new Date().toISOString().slice(0, 10)}.csv`;
      saveFile(name, "text/csv;charset=utf-8", auditCsv(entries, people));
    },
    onError: (error) => notifyProblem("The audit log was not exported", error),
  });
  return (
    <Button
      variant="default"
      leftSection={<Icon name="download" size={16} />}
      loading={download.isPending}
      onClick={() => download.mutate()}
    >
      Export as CSV
    </Button>
  );
}

function Entries({ filter, onReset }: { filter: AuditFilter; onReset: () => void }) {
  const { organization } = useMembership();
  const log = useInfiniteQuery(auditLogQuery(organization.id, filter));
  const people = usePeople(organization.id);
  const isFiltered = Object.keys(filter).length > 0;

  if (log.isPending) {
    return <LoadingRows label="Loading the audit log" />;
  }
  if (log.data === undefined) {
    return (
      <ProblemNotice
        title="The audit log could not be loaded"
        error={log.error}
        onRetry={() => log.refetch()}
      />
    );
  }
  const entries = log.data.pages.flatMap(({ page }) => page);
  if (entries.length === 0 && !log.hasNextPage) {
    return (
      <EmptyState
        icon="log"
        title={isFiltered ? "No change fits" : "Nothing has been changed yet"}
        action={
          isFiltered && (
            <Button variant="default" onClick={onReset}>
              Show all changes
            </Button>
          )
        }
      >
        <p>
          {isFiltered
            ? "None in this time, by this person and of this kind."
            : "Changes of settings, members and roles appear here."}
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <AuditList entries={entries} people={people} />
      {log.isFetchNextPageError && (
        <ProblemNotice
          title="Earlier changes could not be loaded"
          error={log.error}
          onRetry={() => log.fetchNextPage()}
        />
      )}
      {log.hasNextPage && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={log.isFetchingNextPage}
            onClick={() => log.fetchNextPage()}
          >
            Load earlier
          </Button>
        </div>
      )}
    </>
  );
}
