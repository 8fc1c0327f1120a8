import type { Permission } from "../../api/permissions";
import classes from "./NotAllowed.module.css";
import { Why } from "./Why";

interface NotAllowedProps {
  /** What one may not do: “change this project”. */
  doing: string;
  permission: Permission;
}

/** Above a form that may be looked at and not sent. */
export function NotAllowed({ doing, permission }: NotAllowedProps) {
  return (
    <p className={classes.words} role="status">
      Your role here does not let you {doing}.{" "}
      <Why question={`can I not ${doing}`} permission={permission} />
    </p>
  );
}
