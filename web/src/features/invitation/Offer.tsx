import { Button } from "@mantine/core";
import { useState } from "react";
import type { InvitationOffer, Role } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { withArticle } from "../members/memberRules";
import { AuthFrame } from "../session/AuthFrame";
import { NewAccountForm } from "../session/NewAccountForm";
import classes from "./InvitationPage.module.css";
import type { useAcceptInvitation, useDeclineInvitation } from "./invitation";
import { PasswordToAccept } from "./PasswordToAccept";

interface OfferProps {
  offer: InvitationOffer;
  accept: ReturnType<typeof useAcceptInvitation>;
  decline: ReturnType<typeof useDeclineInvitation>;
}

/** What is offered, and to accept or decline it: in one click, with a password, or with a new account. */
export function Offer({ offer, accept, decline }: OfferProps) {
  return (
    <AuthFrame title={`Join ${offer.organization}`} lead={leadOf(offer)}>
      <Terms offer={offer} />
      <AcceptForm offer={offer} accept={accept} />
      <Decline organization={offer.organization} decline={decline} />
    </AuthFrame>
  );
}

function leadOf({ inviter, role }: InvitationOffer): string {
  const invites = inviter === null ? "You are invited" : `${inviter} invites you`;
  return `${invites} to track time together, as ${withArticle(role)}.`;
}

const youMay: Record<Role, string> = {
  owner: "You may do everything, also hand it on.",
  admin: "You change settings, members and roles up to admin.",
  manager: "You change clients, projects and everyone's time.",
  member: "You track your own time.",
  viewer: "You look at projects and reports.",
};

function Terms({ offer: { inviter, note, email, role, expiresAt } }: { offer: InvitationOffer }) {
  return (
    <>
      {note !== null && (
        <figure className={classes.note}>
          <blockquote>{note}</blockquote>
          {inviter !== null && <figcaption>{inviter}</figcaption>}
        </figure>
      )}
      <dl className={classes.terms}>
        <div>
          <dt>For</dt>
          <dd>{email}</dd>
        </div>
        <div>
          <dt>Role</dt>
          <dd>
            {role} <span className={classes.below}>{youMay[role]}</span>
          </dd>
        </div>
        <div>
          <dt>Open until</dt>
          <dd>
            <time dateTime={expiresAt}>{moment(expiresAt)}</time>
          </dd>
        </div>
      </dl>
    </>
  );
}

function AcceptForm({ offer, accept }: Omit<OfferProps, "decline">) {
  const { organization, email, account, signedInAs } = offer;
  if (signedInAs !== null) {
    return (
      <>
        {accept.error && <ProblemNotice error={accept.error} />}
        <Button
          fullWidth
          size="md"
          loading={accept.isPending}
          onClick={() => accept.mutate({ as: "signedIn" })}
        >
          Join {organization}
        </Button>
      </>
    );
  }
  if (account === "exists") {
    return <PasswordToAccept email={email} accept={accept} />;
  }
  return (
    <NewAccountForm
      fixedEmail={email}
      submitLabel="Create account and join"
      pending={accept.isPending}
      error={accept.error}
      onSubmit={({ name, password }) => accept.mutate({ as: "new", name, password })}
    />
  );
}

interface DeclineProps {
  organization: string;
  decline: OfferProps["decline"];
}

function Decline({ organization, decline }: DeclineProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button
        fullWidth
        variant="subtle"
        color="gray"
        mt="xs"
        c="var(--tn-ink-dim)"
        onClick={() => setAsking(true)}
      >
        Decline
      </Button>
      <ConfirmDialog
        opened={asking}
        title="Decline the invitation?"
        confirmLabel="Decline"
        pending={decline.isPending}
        onConfirm={() => decline.mutate()}
        onClose={() => setAsking(false)}
      >
        {decline.error && <ProblemNotice error={decline.error} />}
        <p className={classes.words}>
          {organization} sees that you declined. The link ends with it: to join later, you need a
          new invitation.
        </p>
      </ConfirmDialog>
    </>
  );
}

function moment(instant: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: "long", timeStyle: "short" }).format(
    new Date(instant),
  );
}
