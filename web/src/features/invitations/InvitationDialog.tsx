import { Button, Group, Modal, Skeleton } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { keys } from "../../api/keys";
import type { Invitation } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { CopyField } from "../../ui/CopyField";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMembership } from "../organization/useOrganization";
import { useResendInvitation, useRevokeInvitation } from "./changes";
import { invitationLink } from "./invitations";

/** What is asked before an invitation is changed, and its link. */
export interface InvitationQuestion {
  ask: "resend" | "link" | "revoke";
  invitation: Invitation;
}

interface InvitationDialogProps {
  question: InvitationQuestion;
  onClose: () => void;
}

export function InvitationDialog({
  question: { ask, invitation },
  onClose,
}: InvitationDialogProps) {
  switch (ask) {
    case "resend":
      return <ResendDialog invitation={invitation} onClose={onClose} />;
    case "link":
      return <LinkDialog invitation={invitation} onClose={onClose} />;
    case "revoke":
      return <RevokeDialog invitation={invitation} onClose={onClose} />;
  }
}

interface DialogProps {
  invitation: Invitation;
  onClose: () => void;
}

function ResendDialog({ invitation, onClose }: DialogProps) {
  const resend = useResendInvitation();
  return (
    <ConfirmDialog
      opened
      title="Send the invitation again?"
      confirmLabel="Send again"
      pending={resend.isPending}
      onClose={onClose}
      onConfirm={() =>
        resend.mutate(
          { id: invitation.id, deliver: "mail" },
          {
            onSuccess: () => {
              onClose();
              notifications.show({ message: `A new link is on its way to ${invitation.email}.` });
            },
          },
        )
      }
    >
      <p>
        {invitation.email} gets a new link, which works for 7 days. The old link ends at once, even
        if its mail still arrives.
      </p>
      {resend.error !== null && <ProblemNotice error={resend.error} />}
    </ConfirmDialog>
  );
}

function RevokeDialog({ invitation, onClose }: DialogProps) {
  const revoke = useRevokeInvitation();
  return (
    <ConfirmDialog
      opened
      title="Revoke the invitation?"
      confirmLabel="Revoke"
      danger
      pending={revoke.isPending}
      onClose={onClose}
      onConfirm={() => revoke.mutate(invitation, { onSuccess: onClose })}
    >
      <p>
        The link that {invitation.email} has ends at once. To let them in after all, invite them
        again.
      </p>
      {revoke.error !== null && <ProblemNotice error={revoke.error} />}
    </ConfirmDialog>
  );
}

/** The link of the newest mail while that is here; otherwise a new one, which ends the old. */
function LinkDialog({ invitation, onClose }: DialogProps) {
  const organizationId = useMembership().organization.id;
  const present = useQuery({
    queryKey: [...keys.invitations(organizationId), "link", invitation.id, invitation.sends],
    queryFn: () => invitationLink(organizationId, invitation),
    // A secret: asked for when it is wanted, and forgotten with the dialog.
    gcTime: 0,
  });
  const renew = useResendInvitation();
  const link = renew.data?.link ?? present.data ?? null;
  return (
    <Modal opened onClose={onClose} title={`Link for ${invitation.email}`}>
      {present.isPending && (
        <div role="status" aria-label="Looking for the link">
          <Skeleton height={36} />
        </div>
      )}
      {present.isError && <ProblemNotice error={present.error} onRetry={() => present.refetch()} />}
      {link !== null && (
        <>
          <p>
            Whoever opens it can join as {invitation.role}. Pass it on to {invitation.email} alone.
          </p>
          <CopyField label={`Link for ${invitation.email}`} value={link} />
        </>
      )}
      {present.isSuccess && link === null && (
        <p>
          Links are not kept once their mail has gone. Make a new one to pass on yourself: it works
          for 7 days, and the link that was mailed ends.
        </p>
      )}
      {renew.error !== null && <ProblemNotice error={renew.error} />}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Close
        </Button>
        {present.isSuccess && link === null && (
          <Button
            loading={renew.isPending}
            onClick={() => renew.mutate({ id: invitation.id, deliver: "link" })}
          >
            Make a new link
          </Button>
        )}
      </Group>
    </Modal>
  );
}
