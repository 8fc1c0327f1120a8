import { Link } from "@tanstack/react-router";
import type { Membership } from "../../api/types";
import classes from "./MembershipList.module.css";
import { OrganizationBadge } from "./OrganizationBadge";

/** The organizations one can go to, as links. */
export function MembershipList({ memberships }: { memberships: readonly Membership[] }) {
  return (
    <ul className={classes.list}>
      {memberships.map((membership) => (
        <li key={membership.id}>
          <Link
            to="/o/$slug/timer"
            params={{ slug: membership.organization.slug }}
            className={classes.link}
          >
            <OrganizationBadge organization={membership.organization} />
            <span className={classes.name}>{membership.organization.name}</span>
            <span className={classes.role}>{membership.role}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
