import { Link } from "@tanstack/react-router";
import type { Membership } from "../../api/types";
import {
  type OrganizationPage,
  organizationPages,
  pageNames,
  pageRoutes,
} from "../../features/organization/pages";
import { Icon, type IconName } from "../../ui/Icon";
import classes from "./Navigation.module.css";

const icons: Record<OrganizationPage, IconName> = {
  timer: "clock",
  projects: "folder",
  clients: "people",
};

/** The pages of an organization: beside the page where there is room, below it where there is not. */
export function Navigation({ membership }: { membership: Membership }) {
  return (
    <nav className={classes.navigation} aria-label="Pages">
      {organizationPages.map((page) => (
        <Link
          key={page}
          to={pageRoutes[page]}
          params={{ slug: membership.organization.slug }}
          className={classes.link}
        >
          <Icon name={icons[page]} size={20} />
          {pageNames[page]}
        </Link>
      ))}
    </nav>
  );
}
