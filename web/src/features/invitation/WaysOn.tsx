import { Alert, Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { AuthFrame } from "../session/AuthFrame";
import { useSession } from "../session/session";
import classes from "./InvitationPage.module.css";
import { useAskForRenewal } from "./invitation";

/** For every reason that an outsider is not told apart: used, withdrawn, replaced, expired, mistyped. */
export function Unusable({ token }: { token: string }) {
  const { user } = useSession();
  return (
    <AuthFrame
      title="This invitation cannot be used"
      lead="Its link has expired, was used or withdrawn, was replaced by a newer one, or is not complete."
    >
      <p className={classes.words}>
        If you got several mails, the newest has the link that works. If it was cut off, copy the
        whole of it into the address bar.
      </p>
      <AskForRenewal token={token} />
      <p className={classes.aside}>
        {user ? (
          <ToOrganizations>Go to your organizations</ToOrganizations>
        ) : (
          <>
            Already a member, or want to know more?{" "}
            <Anchor
              underline="always"
              renderRoot={(props) => (
                <Link to="/sign-in" search={{ return: "/invitation" }} {...props} />
              )}
            >
              Sign in
            </Anchor>{" "}
            with the invited address.
          </>
        )}
      </p>
    </AuthFrame>
  );
}

/** Told only to whoever is signed in with the invited address. */
export function Expired({ token }: { token: string }) {
  return (
    <AuthFrame
      title="This invitation has expired"
      lead="It was yours, and open for a limited time that has passed. Nobody has used it."
    >
      <AskForRenewal token={token} />
      <p className={classes.aside}>
        <ToOrganizations>Go to your organizations</ToOrganizations>
      </p>
    </AuthFrame>
  );
}

export function Declined() {
  const { user } = useSession();
  return (
    <AuthFrame
      title="You declined"
      lead="The invitation is closed, and whoever sent it sees that. If you change your mind, ask them for a new one."
    >
      <p className={classes.words}>
        {user ? (
          <ToOrganizations>Go to your organizations</ToOrganizations>
        ) : (
          "You can close this page."
        )}
      </p>
    </AuthFrame>
  );
}

export function NoLink() {
  return (
    <AuthFrame title="Invitation" lead="This page is opened by the link of an invitation.">
      <p className={classes.words}>
        The address here has none. Open the link in the mail that you got, or copy the whole of it
        into the address bar.
      </p>
      <p className={classes.aside}>
        <ToOrganizations>Go to the start page</ToOrganizations>
      </p>
    </AuthFrame>
  );
}

function ToOrganizations({ children }: { children: ReactNode }) {
  return (
    <Anchor underline="always" renderRoot={(props) => <Link to="/" {...props} />}>
      {children}
    </Anchor>
  );
}

function AskForRenewal({ token }: { token: string }) {
  const ask = useAskForRenewal(token);
  if (ask.isSuccess) {
    return (
      <Alert role="status" title="Asked">
        If this was an invitation that has expired, whoever sent it is told, once a day at most, and
        can send you a new one. Otherwise ask them yourself.
      </Alert>
    );
  }
  return (
    <>
      {ask.error && <ProblemNotice title="Nobody was asked" error={ask.error} />}
      <Button fullWidth size="md" mt="md" loading={ask.isPending} onClick={() => ask.mutate()}>
        Ask for a new invitation
      </Button>
    </>
  );
}
