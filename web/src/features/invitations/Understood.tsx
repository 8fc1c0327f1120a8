import { Pill } from "@mantine/core";
import { type AddressList, mostAddresses } from "./addressList";
import classes from "./Invite.module.css";

// A pasted list may have thousands: these are enough to see that it was read rightly.
const most = 24;

/** What was read in a pasted list, before anything is sent. */
export function Understood({ list }: { list: AddressList }) {
  const { addresses, repeated, unread } = list;
  const isEmpty = addresses.length === 0 && unread.length === 0;
  return (
    <div role="status" className={classes.understood}>
      {!isEmpty && (
        <p className={classes.count}>
          {addresses.length === 1 ? "1 address" : `${addresses.length} addresses`} understood
          {repeated.length > 0 && `, ${repeated.length} of them repeated and taken once`}
        </p>
      )}
      {addresses.length > 0 && (
        <Pill.Group>
          {addresses.slice(0, most).map(({ email, name }) => (
            <Pill key={email} size="md">
              {name === null ? email : `${name} · ${email}`}
            </Pill>
          ))}
          {addresses.length > most && <Pill size="md">{addresses.length - most} more</Pill>}
        </Pill.Group>
      )}
      {unread.length > 0 && (
        <p className={classes.unread}>
          Not understood, and left out: {unread.slice(0, most).join(", ")}
          {unread.length > most && ` and ${unread.length - most} more`}
        </p>
      )}
      {addresses.length > mostAddresses && (
        <p className={classes.unread}>
          At most {mostAddresses} can be invited at once. Send these in parts.
        </p>
      )}
    </div>
  );
}
