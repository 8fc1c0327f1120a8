import { Button, TextInput } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import classes from "./CopyField.module.css";
import { Icon } from "./Icon";

interface CopyFieldProps {
  label: string;
  value: string;
}

/**
 * Text to be taken elsewhere. It stands in a field, so that it can be copied by hand where the browser
 * has no clipboard for pages, as on plain HTTP.
 */
export function CopyField({ label, value }: CopyFieldProps) {
  const clipboard = useClipboard();
  return (
    <div className={classes.field}>
      <TextInput
        className={classes.text}
        aria-label={label}
        readOnly
        value={value}
        onFocus={(event) => event.currentTarget.select()}
        error={clipboard.error && "It could not be copied. Select it and copy it by hand."}
      />
      <Button
        variant="default"
        aria-label={`Copy: ${label}`}
        leftSection={<Icon name={clipboard.copied ? "check" : "copy"} size={16} />}
        onClick={() => clipboard.copy(value)}
      >
        <span role="status">{clipboard.copied ? "Copied" : "Copy"}</span>
      </Button>
    </div>
  );
}
