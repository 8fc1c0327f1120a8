import { useQuery } from "@tanstack/react-query";
import { asProblem } from "../../api/problem";
import { LoadingRows } from "../../ui/LoadingRows";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { AuthFrame } from "../session/AuthFrame";
import { useSession } from "../session/session";
import { invitationQuery, useAcceptInvitation, useDeclineInvitation } from "./invitation";
import { useInvitationToken } from "./invitationToken";
import { Offer } from "./Offer";
import { OtherAddress } from "./OtherAddress";
import { Declined, Expired, NoLink, Unusable } from "./WaysOn";

/** Where an invitation's link leads: what is offered, and what to do about it. Opening it changes nothing. */
export function InvitationPage() {
  const token = useInvitationToken();
  // Another link opened in the same tab is another invitation: nothing of this one stays.
  return token === null ? <NoLink /> : <Invitation key={token} token={token} />;
}

function Invitation({ token }: { token: string }) {
  const { user } = useSession();
  const accept = useAcceptInvitation(token);
  const decline = useDeclineInvitation(token);
  const isSettled = accept.isSuccess || decline.isSuccess;
  const invitation = useQuery({
    ...invitationQuery(token, user?.id ?? null),
    enabled: !isSettled,
  });

  if (decline.isSuccess) {
    return <Declined />;
  }
  if (invitation.error) {
    const { code } = asProblem(invitation.error);
    if (code === "invitation_not_found") {
      return <Unusable token={token} />;
    }
    if (code === "invitation_expired") {
      return <Expired token={token} />;
    }
  }
  if (invitation.data === undefined) {
    return (
      <AuthFrame title="Invitation" lead="What it offers is shown here.">
        {invitation.error ? (
          <ProblemNotice
            title="The invitation could not be loaded"
            error={invitation.error}
            onRetry={() => invitation.refetch()}
          />
        ) : (
          <LoadingRows label="Loading the invitation" rows={3} />
        )}
      </AuthFrame>
    );
  }
  const { signedInAs } = invitation.data;
  return signedInAs && !signedInAs.matches ? (
    <OtherAddress offer={invitation.data} signedInAs={signedInAs.email} />
  ) : (
    <Offer offer={invitation.data} accept={accept} decline={decline} />
  );
}
