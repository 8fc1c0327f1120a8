import { Anchor, Button, CopyButton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { InvitationOffer } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { AuthFrame } from "../session/AuthFrame";
import classes from "./InvitationPage.module.css";
import { useSignOutHere } from "./invitation";

interface OtherAddressProps {
  offer: InvitationOffer;
  /** None where the account has no address. */
  signedInAs: string | null;
}

/** For whoever is signed in with another address than the invited one: both named, and both ways on. */
export function OtherAddress({ offer, signedInAs }: OtherAddressProps) {
  const { organization, email } = offer;
  const leave = useSignOutHere();
  return (
    <AuthFrame
      title="This is for another address"
      lead={`The invitation to ${organization} is for ${email}. You are signed in ${signedInAs === null ? "with an account that has no address" : `as ${signedInAs}`}.`}
    >
      {leave.error && <ProblemNotice title="You were not signed out" error={leave.error} />}
      <Button fullWidth size="md" loading={leave.isPending} onClick={() => leave.mutate()}>
        Sign out and go on
      </Button>
      {signedInAs !== null && <AskForThisAddress offer={offer} address={signedInAs} />}
      <p className={classes.aside}>
        <Anchor underline="always" renderRoot={(props) => <Link to="/" {...props} />}>
          Leave it, and go to my organizations
        </Anchor>
      </p>
    </AuthFrame>
  );
}

interface AskForThisAddressProps {
  offer: InvitationOffer;
  address: string;
}

function AskForThisAddress({ offer, address }: AskForThisAddressProps) {
  const { organization, email, inviter } = offer;
  const request = `Please invite ${address} to ${organization} in Tenure. I am signed in with that address; your invitation went to ${email}.`;
  return (
    <section className={classes.way}>
      <h2>Or join with the address you use here</h2>
      <p className={classes.words}>
        Ask {inviter ?? "whoever invited you"} for an invitation to {address}. The one you have can
        then be left to expire.
      </p>
      <CopyButton value={request} timeout={3_000}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={<Icon name={copied ? "check" : "copy"} size={16} />}
            onClick={copy}
          >
            <span aria-live="polite">{copied ? "Copied" : "Copy a message that asks for it"}</span>
          </Button>
        )}
      </CopyButton>
    </section>
  );
}
