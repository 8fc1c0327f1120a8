import classes from "./ColorDot.module.css";

/** The colour that people gave a project or client; a ring where they gave none. */
export function ColorDot({ color }: { color: string | null | undefined }) {
  return (
    <span
      aria-hidden="true"
      className={classes.dot}
      data-plain={color ? undefined : true}
      style={color ? { backgroundColor: color } : undefined}
    />
  );
}
