import { EmptyState } from "../../ui/EmptyState";
import { useSession } from "../session/session";
import { MembershipList } from "./MembershipList";

/**
 * For an address that names an organization one is not in, or that does not exist: the two look the
 * same, because the difference is not for outsiders to know.
 */
export function NotAMemberPage({ slug }: { slug: string }) {
  const { user, memberships } = useSession();
  return (
    <>
      <title>Not your organization · Tenure</title>
      <EmptyState
        icon="people"
        title={`“${slug}” is not one of your organizations`}
        action={<MembershipList memberships={memberships} />}
      >
        <p>
          It does not exist, or {user?.email ?? "your account"} is not a member of it any more. If
          you expected to be, ask one of its admins for an invitation. These are yours:
        </p>
      </EmptyState>
    </>
  );
}
