import { Timeline } from "@mantine/core";
import type { WholeMailMessage } from "../../../api/types";
import classes from "./MailPage.module.css";
import { eventNames } from "./mailWords";
import { moment } from "./moments";

/** Each attempt with its answer, and each word of the provider, oldest first. */
export function Story({ events }: { events: WholeMailMessage["events"] }) {
  if (events.length === 0) {
    return <p className={classes.means}>Nothing yet: it waits for its turn.</p>;
  }
  return (
    <Timeline active={events.length - 1} bulletSize={14} lineWidth={2}>
      {events.map(({ at, kind, detail }) => (
        <Timeline.Item key={`${at} ${kind}`} title={eventNames[kind]}>
          {detail !== "" && <p className={classes.detail}>{detail}</p>}
          <time dateTime={at} className={`tn-figures ${classes.means}`}>
            {moment(at)}
          </time>
        </Timeline.Item>
      ))}
    </Timeline>
  );
}
