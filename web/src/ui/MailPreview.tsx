import { SegmentedControl, Textarea, useComputedColorScheme } from "@mantine/core";
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
  const [scheme, setScheme] = useState<string>(
    useComputedColorScheme("light", { getInitialValueInEffect: false }),
  );
  return (
    <div className={classes.preview}>
      <div className={classes.head}>
        <p className={classes.subject}>{subject}</p>
        <div className={classes.choices}>
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
          {shown === "html" && (
            <SegmentedControl
              size="xs"
              aria-label="As for readers of which theme"
              data={[
                { value: "light", label: "Light" },
                { value: "dark", label: "Dark" },
              ]}
              value={scheme}
              onChange={setScheme}
            />
          )}
        </div>
      </div>
      {shown === "html" ? (
        // Without scripts, forms, windows or this page's origin: what is in a mail stays in it.
        <iframe
          className={classes.html}
          title={`Mail: ${subject}`}
          sandbox=""
          style={{ colorScheme: scheme }}
          srcDoc={inScheme(withLinksElsewhere(html), scheme)}
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

/** As for a reader of this theme: the mail's own question after it is answered for the browser. */
function inScheme(html: string, scheme: string): string {
  return html.replaceAll(
    "(prefers-color-scheme: dark)",
    scheme === "dark" ? "(min-width: 0)" : "not all",
  );
}
