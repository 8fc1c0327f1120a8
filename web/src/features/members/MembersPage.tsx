import { EmptyState } from "../../ui/EmptyState";
import { PageHeader } from "../../ui/PageHeader";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { TimerTitle } from "../timer/TimerTitle";
import { MemberList } from "./MemberList";

export function MembersPage() {
  const { organization } = useMembership();
  const mayUpdate = useMay("members.update");
  const isPersonal = organization.kind === "personal";

  return (
    <>
      <TimerTitle page="Members" />
      <PageHeader title="Members">
        {isPersonal || mayUpdate ? (
          "Who is here, and what they may do."
        ) : (
          <>
            Who is here. Admins and owners change members; you can see them.{" "}
            <Why question="can I not change members" permission="members.update" />
          </>
        )}
      </PageHeader>
      {isPersonal ? (
        <EmptyState icon="person" title="This workspace is yours alone">
          <p>
            A personal workspace takes no other members, so that what you keep in it stays private.
            To work with others, choose “New organization” in the menu at the top.
          </p>
        </EmptyState>
      ) : (
        <MemberList />
      )}
    </>
  );
}
