import { Button, Tabs } from "@mantine/core";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { PageHeader } from "../../ui/PageHeader";
import { InvitationList } from "../invitations/InvitationList";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { TimerTitle } from "../timer/TimerTitle";
import { MemberList } from "./MemberList";
import classes from "./MembersPage.module.css";

// Asked for with the first use: most who come here look.
const InviteDrawer = lazy(() => import("../invitations/InviteDrawer"));

const route = getRouteApi("/signed-in/o/$slug/members");

export function MembersPage() {
  const { organization } = useMembership();
  const isPersonal = organization.kind === "personal";
  return (
    <>
      <TimerTitle page="Members" />
      {isPersonal ? (
        <>
          <PageHeader title="Members">Who is here, and what they may do.</PageHeader>
          <EmptyState icon="person" title="This workspace is yours alone">
            <p>
              A personal workspace takes no other members, so that what you keep in it stays
              private. To work with others, choose “New organization” in the menu at the top.
            </p>
          </EmptyState>
        </>
      ) : (
        <TeamMembers />
      )}
    </>
  );
}

function TeamMembers() {
  const navigate = route.useNavigate();
  const { show } = route.useSearch();
  const mayUpdate = useMay("members.update");
  const mayInvite = useMay("invitations.create");
  const [inviting, setInviting] = useState(false);
  const open = (tab: string | null) =>
    void navigate({ search: tab === "invitations" ? { show: "invitations" } : {} });

  return (
    <>
      <PageHeader
        title="Members"
        actions={
          <Button
            leftSection={<Icon name="mail" />}
            disabled={!mayInvite}
            onClick={() => setInviting(true)}
          >
            Invite
          </Button>
        }
      >
        {mayUpdate ? (
          "Who is here, and what they may do."
        ) : (
          <>
            Who is here. Admins and owners invite and change members; you can see them.{" "}
            <Why question="can I not change members" permission="members.update" />
          </>
        )}
      </PageHeader>
      <Tabs value={show ?? "members"} onChange={open} keepMounted={false}>
        <Tabs.List className={classes.tabs}>
          <Tabs.Tab value="members">Members</Tabs.Tab>
          <Tabs.Tab value="invitations">Invitations</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="members">
          <MemberList />
        </Tabs.Panel>
        <Tabs.Panel value="invitations">
          <InvitationList />
        </Tabs.Panel>
      </Tabs>
      {/* A role that changes meanwhile closes it. */}
      {inviting && mayInvite && (
        <Suspense fallback={null}>
          <InviteDrawer
            onClose={() => setInviting(false)}
            onDone={() => {
              setInviting(false);
              open("invitations");
            }}
          />
        </Suspense>
      )}
    </>
  );
}
