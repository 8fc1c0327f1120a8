import { memo } from "react";
import type { MailMessage } from "../../../api/types";
import { DeliveryState } from "../../../ui/DeliveryState";
import table from "../../../ui/table.module.css";
import classes from "./MailPage.module.css";
import { kindNames } from "./mailWords";
import { moment } from "./moments";

interface MessageTableProps {
  messages: readonly MailMessage[];
  onOpen: (messageId: string) => void;
}

export function MessageTable({ messages, onOpen }: MessageTableProps) {
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Message</th>
            <th scope="col">To</th>
            <th scope="col">State</th>
            <th scope="col">Written</th>
          </tr>
        </thead>
        <tbody>
          {messages.map((message) => (
            <MessageRow key={message.id} message={message} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface MessageRowProps {
  message: MailMessage;
  onOpen: (messageId: string) => void;
}

const MessageRow = memo(
  function MessageRow({ message, onOpen }: MessageRowProps) {
    const { id, kind, subject, recipient, state, reason, attempts, createdAt } = message;
    return (
      <tr>
        <td>
          <button type="button" className={table.title} onClick={() => onOpen(id)}>
            <bdi>{subject}</bdi>
          </button>
          <div className={table.below}>{kindNames[kind]}</div>
        </td>
        <td data-label="To">
          <bdi className={classes.recipient}>{recipient}</bdi>
        </td>
        <td data-label="State">
          <div>
            <DeliveryState state={state} />
            {attempts > 1 && <div className={table.below}>{attempts} tries</div>}
            {reason !== null && <div className={`${table.below} ${classes.cut}`}>{reason}</div>}
          </div>
        </td>
        <td data-label="Written">
          <time dateTime={createdAt} className={`tn-figures ${classes.time}`}>
            {moment(createdAt)}
          </time>
        </td>
      </tr>
    );
  },
  // The list is asked for every few seconds: a row whose message is as it was is not drawn anew.
  (before, after) => before.message === after.message,
);
