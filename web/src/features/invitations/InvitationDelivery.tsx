import { Popover } from "@mantine/core";
import { useState } from "react";
import type { Invitation } from "../../api/types";
import { DeliveryState } from "../../ui/DeliveryState";
import { momentText } from "../../ui/dateText";
import { useFormats } from "../../ui/formats";
import { stateWords } from "../../ui/messageState";
import classes from "./Invitations.module.css";

type Delivery = NonNullable<Invitation["delivery"]>;

interface InvitationDeliveryProps {
  email: string;
  delivery: Delivery;
}

/** Where the newest mail of an invitation is; opened, what that means and what the provider said. */
export function InvitationDelivery({ email, delivery }: InvitationDeliveryProps) {
  const [opened, setOpened] = useState(false);
  const { word } = stateWords[delivery.state];
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="min(340px, calc(100vw - 24px))"
      shadow="md"
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.details}
          aria-label={`Mail to ${email}: ${word}. Details`}
          onClick={() => setOpened(!opened)}
        >
          <DeliveryState state={delivery.state} />
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={`Mail to ${email}`}>
        <Story delivery={delivery} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Story({ delivery: { state, at, attempts, reason } }: { delivery: Delivery }) {
  const formats = useFormats();
  return (
    <div className={classes.story}>
      <p>{stateWords[state].meaning}</p>
      <dl className={classes.facts}>
        <dt>{stateWords[state].word}</dt>
        <dd>
          <time dateTime={at}>{momentText(new Date(at), formats)}</time>
        </dd>
        <dt>Attempts</dt>
        <dd>{attempts}</dd>
      </dl>
      {reason !== null && (
        <>
          <p>In the provider's words:</p>
          <blockquote className={classes.reason}>{reason}</blockquote>
        </>
      )}
    </div>
  );
}
