import { useHotkeys } from "@mantine/hooks";
import { Link, Outlet, useMatches, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import type { Membership } from "../../api/types";
import { OrganizationSelector } from "../../features/organization/OrganizationSelector";
import { useOrganizationEvents } from "../../features/organization/useOrganizationEvents";
import { UserContext, useSession } from "../../features/session/session";
import { Icon } from "../../ui/Icon";
import { Wordmark } from "../../ui/Wordmark";
import { StartPending } from "../StartPending";
import { AccountMenu } from "./AccountMenu";
import { LiveHint } from "./LiveHint";
import { Navigation } from "./Navigation";
import { RunningTimers } from "./RunningTimers";
import classes from "./Shell.module.css";

// Asked for with the first use: nobody opens the palette before the page is there.
const Palette = lazy(() => import("../palette/Palette"));

const CreateOrganizationDialog = lazy(
  () => import("../../features/organization/CreateOrganizationDialog"),
);

/**
 * The frame around every page of someone signed in. When the session ends under it, all of it is gone
 * at once, while the router is still on its way to the sign-in page.
 */
export function Shell() {
  const { user } = useSession();
  return user ? (
    <UserContext value={user}>
      <Frame />
    </UserContext>
  ) : (
    <StartPending />
  );
}

function Frame() {
  const membership = useShellMembership();
  const live = useOrganizationEvents(membership?.organization.id ?? null);
  const isTimerPage = useMatches().some(({ routeId }) => String(routeId).endsWith("/timer"));
  const [paletteWanted, setPaletteWanted] = useState(0);
  const [creating, setCreating] = useState(false);
  const openPalette = () => setPaletteWanted((times) => times + 1);
  useHotkeys([["mod+K", openPalette]], []);

  return (
    <>
      <a href="#page" className={classes.skip}>
        Skip to the page
      </a>
      <header className={classes.header}>
        <Link to="/" className={classes.brand} aria-label="Tenure: start page">
          <Wordmark />
        </Link>
        {membership && (
          <OrganizationSelector current={membership} onCreate={() => setCreating(true)} />
        )}
        {membership && <LiveHint state={live} />}
        <span className={classes.space} />
        <RunningTimers current={membership?.organization.id ?? null} onTimerPage={isTimerPage} />
        <button
          type="button"
          className={classes.palette}
          aria-label="Go to or do…"
          aria-haspopup="dialog"
          onClick={openPalette}
        >
          <Icon name="search" />
          <span className={classes.paletteWords}>Go to or do…</span>
          <kbd className={classes.keys}>{isApple() ? "⌘" : "Ctrl"} K</kbd>
        </button>
        <AccountMenu />
      </header>
      <div className={classes.frame}>
        {membership && <Navigation membership={membership} />}
        <main id="page" className={classes.page} tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      {paletteWanted > 0 && (
        <Suspense fallback={null}>
          <Palette
            wanted={paletteWanted}
            membership={membership}
            onCreateOrganization={() => setCreating(true)}
          />
        </Suspense>
      )}
      {creating && (
        <Suspense fallback={null}>
          <CreateOrganizationDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  );
}

/**
 * The membership that the frame shows: the address decides. Pages that are in no organization, such
 * as the account's, show the one that was last chosen, as the way back.
 */
function useShellMembership(): Membership | null {
  const { memberships, activeOrganizationId } = useSession();
  const { slug } = useParams({ strict: false });
  const found = memberships.find(({ organization }) =>
    slug === undefined ? organization.id === activeOrganizationId : organization.slug === slug,
  );
  return found ?? (slug === undefined ? memberships[0] : undefined) ?? null;
}

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}
