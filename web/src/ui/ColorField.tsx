import { useId } from "react";
import classes from "./ColorField.module.css";
import { palette } from "./colors";

interface ColorFieldProps {
  value: string | null;
  onChange: (color: string | null) => void;
}

/** Picks one of the palette's colours, or none. Radio buttons, so that arrows move among them. */
export function ColorField({ value, onChange }: ColorFieldProps) {
  const name = useId();
  const known = palette.some((color) => color.value === value);
  const choices = [
    { value: null, name: "No colour" },
    // A colour from elsewhere, e.g. an import, can be kept.
    ...(value !== null && !known ? [{ value, name: "Present colour" }] : []),
    ...palette,
  ];
  return (
    <fieldset className={classes.field}>
      <legend className={classes.legend}>Colour</legend>
      {choices.map((choice) => (
        <label key={choice.name} className={classes.choice} title={choice.name}>
          <input
            type="radio"
            name={name}
            aria-label={choice.name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span
            className={classes.swatch}
            data-none={choice.value === null || undefined}
            style={choice.value ? { backgroundColor: choice.value } : undefined}
          />
        </label>
      ))}
    </fieldset>
  );
}
