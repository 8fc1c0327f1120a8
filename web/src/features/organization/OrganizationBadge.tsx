import type { Organization } from "../../api/types";
import { hueOf, initials } from "./initials";
import classes from "./OrganizationBadge.module.css";

/** The organization's letters on its own colour: the quickest answer to “where am I?”. */
export function OrganizationBadge({ organization }: { organization: Organization }) {
  return (
    <span
      aria-hidden="true"
      className={classes.badge}
      style={{ "--tn-hue": hueOf(organization.id) } as React.CSSProperties}
    >
      {initials(organization.name)}
    </span>
  );
}
