import { Button } from "@mantine/core";
import type { MailStatus } from "../../../api/types";
import { Icon } from "../../../ui/Icon";
import classes from "./MailPage.module.css";
import { transportWords } from "./mailWords";

interface TransportNoticeProps {
  transport: MailStatus["transport"];
  onTest: () => void;
}

/** First of all whether mail leaves, and if not, why and what to do. */
export function TransportNotice({ transport, onTest }: TransportNoticeProps) {
  const { title, words, tone } = transportWords(transport);
  return (
    <section className={classes.transport} data-tone={tone} aria-label="How mail leaves">
      <Icon name={tone === "leaves" ? "check" : "warning"} size={22} />
      <div className={classes.transportWords}>
        <h2 className={classes.transportTitle}>{title}</h2>
        <p>{words}</p>
      </div>
      <Button variant="default" onClick={onTest}>
        Send a test message…
      </Button>
    </section>
  );
}
