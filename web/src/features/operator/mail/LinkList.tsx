import { Button, CopyButton } from "@mantine/core";
import { Icon } from "../../../ui/Icon";
import classes from "./MailPage.module.css";
import { linksIn } from "./mailWords";

/** The links of a message, to be passed on by hand: the preview's own do not work, by design. */
export function LinkList({ text }: { text: string }) {
  const links = linksIn(text);
  return links.map((link) => (
    <section key={link} className={classes.link} aria-label="Link of the message">
      <code className={classes.linkText}>{link}</code>
      <CopyButton value={link} timeout={3_000}>
        {({ copied, copy }) => (
          <Button
            size="xs"
            variant="default"
            leftSection={copied ? <Icon name="check" size={14} /> : undefined}
            onClick={copy}
          >
            <span aria-live="polite">{copied ? "Copied" : "Copy link"}</span>
          </Button>
        )}
      </CopyButton>
      <p className={classes.means}>
        Whoever opens it acts for the recipient: give it to nobody else.
      </p>
    </section>
  ));
}
