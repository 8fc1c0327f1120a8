import { Tabs } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { LoadingRows } from "../../../ui/LoadingRows";
import { PageHeader } from "../../../ui/PageHeader";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import { FailureList } from "./FailureList";
import { MailFigures } from "./MailFigures";
import classes from "./MailPage.module.css";
import { MessageDrawer } from "./MessageDrawer";
import { MessageList } from "./MessageList";
import { mailStatusQuery } from "./mail";
import { type MailSearch, type MailTab, mailTabs } from "./mailSearch";
import { SampleList } from "./SampleList";
import { SuppressionList } from "./SuppressionList";
import { TestMessage } from "./TestMessage";
import { TransportNotice } from "./TransportNotice";

const route = getRouteApi("/signed-in/operator/mail");

const tabNames: Record<MailTab, string> = {
  messages: "Messages",
  suppressed: "Suppressed addresses",
  samples: "Samples",
};

/** All mail of the instance: whether it leaves, what waits, what failed and why, and each message's story. */
export function MailPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (part: MailSearch) =>
    navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const open = (message: string) => navigate({ search: (before) => ({ ...before, message }) });
  const close = () => navigate({ search: ({ message: _, ...rest }) => rest, replace: true });
  const [testing, setTesting] = useState(false);

  return (
    <>
      <title>Mail · Tenure</title>
      <PageHeader title="Mail">
        Everything that this instance sends, and what became of it.
      </PageHeader>
      <Overview
        onTest={() => setTesting(true)}
        onOpen={open}
        onState={(state) => change({ tab: "messages", state })}
      />
      <Tabs
        value={search.tab ?? "messages"}
        onChange={(picked) => change({ tab: mailTabs.find((tab) => tab === picked) ?? "messages" })}
        keepMounted={false}
      >
        <Tabs.List className={classes.tabs} aria-label="What to look at">
          {mailTabs.map((tab) => (
            <Tabs.Tab key={tab} value={tab}>
              {tabNames[tab]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="messages">
          <MessageList search={search} onChange={change} onOpen={open} />
        </Tabs.Panel>
        <Tabs.Panel value="suppressed">
          <SuppressionList onOpen={open} />
        </Tabs.Panel>
        <Tabs.Panel value="samples">
          <SampleList />
        </Tabs.Panel>
      </Tabs>
      {testing && <TestMessage onClose={() => setTesting(false)} />}
      {search.message !== undefined && <MessageDrawer messageId={search.message} onClose={close} />}
    </>
  );
}

interface OverviewProps {
  onTest: () => void;
  onOpen: (messageId: string) => void;
  onState: (state: NonNullable<MailSearch["state"]>) => void;
}

function Overview({ onTest, onOpen, onState }: OverviewProps) {
  const status = useQuery(mailStatusQuery);
  if (status.isPending) {
    return <LoadingRows label="Loading how mail stands" rows={2} />;
  }
  if (status.data === undefined) {
    return (
      <ProblemNotice
        title="How mail stands could not be loaded"
        error={status.error}
        onRetry={() => status.refetch()}
      />
    );
  }
  return (
    <div className={classes.overview}>
      <TransportNotice transport={status.data.transport} onTest={onTest} />
      <MailFigures status={status.data} onState={onState} />
      <FailureList status={status.data} onOpen={onOpen} />
    </div>
  );
}
