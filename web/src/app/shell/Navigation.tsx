import { Menu } from "@mantine/core";
import { Link, useRouterState } from "@tanstack/react-router";
import type { Membership } from "../../api/types";
import { operatorPages } from "../../features/operator/operatorPages";
import {
  barPages,
  type OrganizationPage,
  organizationPages,
  pageNames,
  pageOf,
  pageRoutes,
} from "../../features/organization/pages";
import { useUser } from "../../features/session/session";
import { Icon, type IconName } from "../../ui/Icon";
import classes from "./Navigation.module.css";

export const pageIcons: Record<OrganizationPage, IconName> = {
  timer: "clock",
  projects: "folder",
  clients: "briefcase",
  members: "people",
  settings: "sliders",
  "audit-log": "log",
};

/** The pages of an organization: beside the page where there is room, below it where there is not. */
export function Navigation({ membership }: { membership: Membership }) {
  const { bar, more } = barPages(organizationPages(membership));
  const { slug } = membership.organization;
  const { isOperator } = useUser();
  return (
    <nav className={classes.navigation} aria-label="Pages">
      {bar.map((page) => (
        <PageLink key={page} page={page} slug={slug} />
      ))}
      {more.map((page) => (
        <PageLink key={page} page={page} slug={slug} isBesideOnly />
      ))}
      {more.length > 0 && <MorePages pages={more} slug={slug} />}
      {isOperator && <OperatorLinks />}
    </nav>
  );
}

interface PageLinkProps {
  page: OrganizationPage;
  slug: string;
  /** Not in the bar of a phone, where it is behind “More”. */
  isBesideOnly?: boolean;
}

function PageLink({ page, slug, isBesideOnly = false }: PageLinkProps) {
  return (
    <Link
      to={pageRoutes[page]}
      params={{ slug }}
      className={classes.link}
      data-beside={isBesideOnly || undefined}
    >
      <Icon name={pageIcons[page]} size={20} />
      {pageNames[page]}
    </Link>
  );
}

/** Beside the page only: on a phone the account's menu leads there, for the bar has no room for them. */
function OperatorLinks() {
  return (
    <div className={classes.operator}>
      <Link to="/operator" className={classes.group} activeOptions={{ exact: true }}>
        This instance
      </Link>
      {operatorPages.map(({ to, name, icon }) => (
        <Link key={to} to={to} className={classes.link}>
          <Icon name={icon} size={20} />
          {name}
        </Link>
      ))}
    </div>
  );
}

function MorePages({ pages, slug }: { pages: readonly OrganizationPage[]; slug: string }) {
  const current = useRouterState({ select: ({ location }) => pageOf(location.pathname) });
  return (
    <Menu position="top-end">
      <Menu.Target>
        <button
          type="button"
          className={`${classes.link} ${classes.more}`}
          data-current={pages.includes(current) || undefined}
        >
          <Icon name="dots" size={20} />
          More
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {pages.map((page) => (
          <Menu.Item
            key={page}
            leftSection={<Icon name={pageIcons[page]} size={18} />}
            renderRoot={(props) => <Link to={pageRoutes[page]} params={{ slug }} {...props} />}
          >
            {pageNames[page]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
