import { Alert, Button, Drawer } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { WholeMailMessage } from "../../../api/types";
import { DeliveryState } from "../../../ui/DeliveryState";
import { LoadingRows } from "../../../ui/LoadingRows";
import { MailPreview } from "../../../ui/MailPreview";
import { stateWords } from "../../../ui/messageState";
import { ProblemNotice } from "../../../ui/ProblemNotice";
import { LinkList } from "./LinkList";
import classes from "./MailPage.module.css";
import { messageQuery, useSendAgain } from "./mail";
import { canSendAgain, kindNames } from "./mailWords";
import { moment } from "./moments";
import { Story } from "./Story";

interface MessageDrawerProps {
  messageId: string;
  onClose: () => void;
}

/** One message: where it stands, its whole story, and what it says. */
export function MessageDrawer({ messageId, onClose }: MessageDrawerProps) {
  const message = useQuery(messageQuery(messageId));
  return (
    <Drawer opened onClose={onClose} title={message.data?.subject ?? "Message"} size="xl">
      {message.data ? (
        <Message message={message.data} />
      ) : message.isPending ? (
        <LoadingRows label="Loading the message" rows={4} />
      ) : (
        <ProblemNotice
          title="The message could not be loaded"
          error={message.error}
          onRetry={() => message.refetch()}
        />
      )}
    </Drawer>
  );
}

function Message({ message }: { message: WholeMailMessage }) {
  const { id, kind, recipient, state, reason, attempts, createdAt, dueAt, events } = message;
  const again = useSendAgain();
  return (
    <div className={classes.message}>
      <dl className={classes.facts}>
        <Fact name="To">
          <bdi>{recipient}</bdi>
        </Fact>
        <Fact name="Kind">{kindNames[kind]}</Fact>
        <Fact name="Written">{moment(createdAt)}</Fact>
        <Fact name="State">
          <DeliveryState state={state} />
          <div className={classes.means}>{stateWords[state].meaning}</div>
        </Fact>
        {reason !== null && <Fact name="Reason">{reason}</Fact>}
        {attempts > 0 && <Fact name="Tries">{attempts}</Fact>}
        {dueAt !== null && <Fact name="Next try">{moment(dueAt)}</Fact>}
      </dl>
      {canSendAgain(state) && (
        <Button variant="default" loading={again.isPending} onClick={() => again.mutate(id)}>
          Send again
        </Button>
      )}
      {message.text !== null && <LinkList text={message.text} />}
      <section>
        <h3>What happened</h3>
        <Story events={events} />
      </section>
      <section>
        <h3>What it says</h3>
        {message.text === null || message.html === null ? (
          <Alert color="gray">
            The text is no longer kept: a message that is done with is emptied, because its links
            are the recipient's alone.
          </Alert>
        ) : (
          <MailPreview subject={message.subject} text={message.text} html={message.html} />
        )}
      </section>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
