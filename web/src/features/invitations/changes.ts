import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Invitation, NewInvitations } from "../../api/types";
import { useMembership } from "../organization/useOrganization";
import { invitationLink } from "./invitations";

/**
 * Invites. The key belongs to what is sent: trying again after a lost answer invites nobody twice.
 */
export function useInvite() {
  const organizationId = useMembership().organization.id;
  const changed = useInvitationsChanged();
  return useMutation({
    mutationFn: ({ body, key }: { body: NewInvitations; key: string }) =>
      unwrap(
        api.POST("/organizations/{organizationId}/invitations", {
          params: { path: { organizationId }, header: { "Idempotency-Key": key } },
          body,
        }),
      ),
    onSettled: changed,
  });
}

/** Makes a new link, which ends the one before, and mails it or hands it over. */
export function useResendInvitation() {
  const organizationId = useMembership().organization.id;
  const changed = useInvitationsChanged();
  return useMutation({
    mutationFn: ({ id, deliver }: { id: string; deliver: "mail" | "link" }) =>
      unwrap(
        api.POST("/organizations/{organizationId}/invitations/{invitationId}/resend", {
          params: { path: { organizationId, invitationId: id } },
          body: { deliver },
        }),
      ),
    onSettled: changed,
  });
}

export function useRevokeInvitation() {
  const organizationId = useMembership().organization.id;
  const changed = useInvitationsChanged();
  return useMutation({
    mutationFn: (invitation: Invitation) =>
      expectDone(
        api.DELETE("/organizations/{organizationId}/invitations/{invitationId}", {
          params: { path: { organizationId, invitationId: invitation.id } },
        }),
      ),
    onSettled: changed,
  });
}

export function useInvitationLink() {
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (invitation: Invitation) => invitationLink(organizationId, invitation),
  });
}

function useInvitationsChanged(): () => Promise<unknown> {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: keys.invitations(organizationId) }),
      queryClient.invalidateQueries({ queryKey: keys.auditLog(organizationId) }),
    ]);
}
