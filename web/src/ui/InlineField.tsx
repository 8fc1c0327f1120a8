import { useId, useRef, useState } from "react";
import classes from "./InlineField.module.css";

interface InlineFieldProps {
  /** What the field is, for screen readers: there is no visible label in a row. */
  label: string;
  value: string;
  placeholder?: string;
  /** Takes the new text, or answers why it cannot be taken. Called only when it has changed. */
  onCommit: (text: string) => string | null;
  align?: "start" | "end";
  figures?: boolean;
  wide?: boolean;
}

/**
 * Text that is edited where it stands: Enter or leaving the field saves, Escape brings back what was
 * there. It is a real input all along, so that Tab walks through a row and touch needs no mode.
 */
export function InlineField({
  label,
  value,
  placeholder,
  onCommit,
  align = "start",
  figures = false,
  wide = false,
}: InlineFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [error, setError] = useState<string | null>(null);
  // Escape leaves the field, and leaving must not save what Escape threw away.
  const discarded = useRef(false);
  const errorId = useId();

  const leave = () => {
    const text = draft;
    if (discarded.current || text === null || text.trim() === value.trim()) {
      discarded.current = false;
      setDraft(null);
      setError(null);
      return;
    }
    const refusal = onCommit(text.trim());
    setError(refusal);
    if (refusal === null) {
      setDraft(null);
    }
  };

  return (
    <span className={classes.frame} data-wide={wide || undefined}>
      <input
        className={`${classes.field} ${figures ? "tn-figures" : ""}`}
        aria-label={label}
        aria-invalid={error !== null}
        aria-describedby={error === null ? undefined : errorId}
        data-align={align}
        placeholder={placeholder}
        // Browsers without field-sizing fit the field by this.
        size={Math.max((draft ?? value).length, 4)}
        value={draft ?? value}
        onFocus={(event) => figures && event.target.select()}
        onChange={(event) => {
          setDraft(event.target.value);
          setError(null);
        }}
        onBlur={leave}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.currentTarget.blur();
          } else if (event.key === "Escape") {
            discarded.current = true;
            event.currentTarget.blur();
          }
        }}
      />
      {error !== null && (
        <span id={errorId} role="alert" className={classes.error}>
          {error}
        </span>
      )}
    </span>
  );
}
