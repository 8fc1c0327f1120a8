import { Alert, Button, Group, Modal, TextInput } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useEffect, useState } from "react";
import { asProblem } from "../../../api/problem";
import type { WholeMailMessage } from "../../../api/types";
import { DeliveryState } from "../../../ui/DeliveryState";
import { stateWords } from "../../../ui/messageState";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import { useUser } from "../../session/session";
import classes from "./MailPage.module.css";
import { messageQuery, useSendTest } from "./mail";
import { Story } from "./Story";

/** Sends a message over the real way, and shows what becomes of it while it happens. */
export function TestMessage({ onClose }: { onClose: () => void }) {
  const user = useUser();
  const [to, setTo] = useState(user.email ?? "");
  const send = useSendTest();
  const problem = send.error ? asProblem(send.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send.mutate(to.trim());
  };
  return (
    <Modal opened onClose={onClose} title="Send a test message">
      <form onSubmit={submit}>
        {problem && !problem.isAtFields(["to"]) && <ProblemNotice error={problem} />}
        <TextInput
          label="To"
          type="email"
          description="It goes through the outbox and leaves as every other message does."
          required
          withAsterisk={false}
          data-autofocus
          value={to}
          error={problem?.field("to")}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          <Button type="submit" loading={send.isPending}>
            {send.data ? "Send another" : "Send"}
          </Button>
        </Group>
      </form>
      {send.data && <Outcome key={send.data.id} messageId={send.data.id} />}
    </Modal>
  );
}

// How long the outcome is waited for, in milliseconds, before the page says that it will take longer.
const outcomePatience = 30_000;

function Outcome({ messageId }: { messageId: string }) {
  const [isLate, setIsLate] = useState(false);
  const { start, clear } = useTimeout(() => setIsLate(true), outcomePatience);
  const message = useQuery({
    ...messageQuery(messageId),
    ...(isLate && { refetchInterval: false }),
  });
  useEffect(() => {
    start();
    return clear;
  }, [start, clear]);
  return (
    <section className={classes.outcome} aria-label="What becomes of it">
      {message.error ? (
        <ProblemNotice
          title="What became of it could not be loaded"
          error={message.error}
          onRetry={() => message.refetch()}
        />
      ) : (
        message.data && <Sofar message={message.data} isLate={isLate} />
      )}
    </section>
  );
}

function Sofar({ message, isLate }: { message: WholeMailMessage; isLate: boolean }) {
  const { state, reason, events } = message;
  return (
    <>
      <p role="status">
        <DeliveryState state={state} /> {stateWords[state].meaning} {reason}
      </p>
      <Story events={events} />
      {isLate && state === "queued" && (
        <Alert mt="md">
          It is still queued. It stays in the list of messages, where you see what becomes of it.
        </Alert>
      )}
    </>
  );
}
