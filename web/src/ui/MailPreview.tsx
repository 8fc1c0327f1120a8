import { SegmentedControl, Textarea } from "@mantine/core";
import { useState } from "react";
import classes from "./MailPreview.module.css";

interface MailPreviewProps {
  subject: string;
  html: string;
  text: string;
}

/** A mail as its reader gets it: as it looks, and its plain twin. */
export function MailPreview({ subject, html, text }: MailPreviewProps) {
  const [shown, setShown] = useState("html");
  return (
    <div className={classes.preview}>
      <div className={classes.head}>
        <p className={classes.subject}>{subject}</p>
        <SegmentedControl
          size="xs"
          aria-label="Show the mail"
          data={[
            { value: "html", label: "As it looks" },
            { value: "text", label: "Plain text" },
          ]}
          value={shown}
          onChange={setShown}
        />
      </div>
      {shown === "html" ? (
        // Without scripts, forms, windows or this page's origin: what is in a mail stays in it.
        <iframe
          className={classes.html}
          title={`Mail: ${subject}`}
          sandbox=""
          srcDoc={withLinksElsewhere(html)}
        />
      ) : (
        <Textarea
          readOnly
          aria-label={`Mail as plain text: ${subject}`}
          classNames={{ input: classes.text }}
          value={text}
        />
      )}
    </div>
  );
}

/** Its links ask for a window of their own, which the sandbox refuses: a click changes nothing. */
function withLinksElsewhere(html: string): string {
  return html.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`);
}
