import { Button, Select, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { EmptyState } from "../../../ui/EmptyState";
import { Icon } from "../../../ui/Icon";
import tools from "../../../ui/ListTools.module.css";
import { LoadingRows } from "../../../ui/LoadingRows";
import { messageStates, stateWords } from "../../../ui/messageState";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import classes from "./MailPage.module.css";
import { MessageTable } from "./MessageTable";
import { messagesQuery } from "./mail";
import type { MailSearch } from "./mailSearch";

interface MessageListProps {
  search: MailSearch;
  onChange: (part: MailSearch) => void;
  onOpen: (messageId: string) => void;
}

const choices = messageStates.map((state) => ({ value: state, label: stateWords[state].word }));

export function MessageList({ search, onChange, onOpen }: MessageListProps) {
  const [find, setFind] = useState(search.find ?? "");
  return (
    <>
      <search className={tools.tools} aria-label="Find messages">
        <TextInput
          type="search"
          className={tools.search}
          aria-label="Find by address or subject"
          placeholder="Find by address or subject"
          leftSection={<Icon name="search" size={16} />}
          value={find}
          onChange={(event) => {
            setFind(event.currentTarget.value);
            onChange({ find: event.currentTarget.value });
          }}
        />
        <Select
          aria-label="State"
          placeholder="In any state"
          data={choices}
          clearable
          clearButtonProps={{ "aria-label": "In any state" }}
          value={search.state ?? null}
          onChange={(picked) =>
            onChange({ state: messageStates.find((state) => state === picked) })
          }
        />
      </search>
      <Messages search={search} onChange={onChange} onOpen={onOpen} />
    </>
  );
}

function Messages({ search, onChange, onOpen }: MessageListProps) {
  const [find] = useDebouncedValue((search.find ?? "").trim(), 250);
  const messages = useInfiniteQuery(
    messagesQuery({
      ...(search.state ? { state: search.state } : {}),
      ...(find === "" ? {} : { search: find }),
    }),
  );
  const isFiltered = search.state !== undefined || find !== "";

  if (messages.isPending) {
    return <LoadingRows label="Loading messages" />;
  }
  if (messages.data === undefined) {
    return (
      <ProblemNotice
        title="Messages could not be loaded"
        error={messages.error}
        onRetry={() => messages.refetch()}
      />
    );
  }
  const rows = messages.data.pages.flatMap(({ page }) => page);
  if (rows.length === 0 && !messages.hasNextPage) {
    return (
      <EmptyState
        icon="mail"
        title={isFiltered ? "No message fits" : "Nothing has been written yet"}
        action={
          isFiltered && (
            <Button
              variant="default"
              onClick={() => onChange({ state: undefined, find: undefined })}
            >
              Show all messages
            </Button>
          )
        }
      >
        <p>
          {isFiltered
            ? "None to this address or of this subject, in this state."
            : "Invitations, links and notices appear here as soon as they are written."}
        </p>
      </EmptyState>
    );
  }
  return (
    <>
      <MessageTable messages={rows} onOpen={onOpen} />
      {messages.isFetchNextPageError && (
        <ProblemNotice
          title="Earlier messages could not be loaded"
          error={messages.error}
          onRetry={() => messages.fetchNextPage()}
        />
      )}
      {messages.hasNextPage && (
        <div className={classes.more}>
          <Button
            variant="default"
            loading={messages.isFetchingNextPage}
            onClick={() => messages.fetchNextPage()}
          >
            Load earlier
          </Button>
        </div>
      )}
    </>
  );
}
