import { EmptyState } from "../../ui/EmptyState";
import { useSession } from "../session/session";
import { MembershipList } from "./MembershipList";

/** In the place of an organization that was on screen when one's membership of it ended. */
export function ClosedOrganizationPage({ name }: { name: string }) {
  const { memberships } = useSession();
  return (
    <>
      <title>{`No longer in ${name} · Tenure`}</title>
      <div role="alert">
        <EmptyState
          icon="leave"
          title={`You are no longer in ${name}`}
          action={<MembershipList memberships={memberships} />}
        >
          <p>
            Your membership has ended, or the organization is being deleted, so this page was
            closed. What you tracked there stays there. If this is a mistake, ask one of its owners
            or admins to let you in again. Go on in:
          </p>
        </EmptyState>
      </div>
    </>
  );
}
