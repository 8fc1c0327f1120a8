import { type QueryClient, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Member, MemberChange } from "../../api/types";
import { useMembership } from "../organization/useOrganization";
import { endMembership } from "../session/session";

export function useUpdateMember() {
  const queryClient = useQueryClient();
  const membership = useMembership();
  const organizationId = membership.organization.id;
  return useMutation({
    mutationFn: ({ member, change }: { member: Member; change: MemberChange }) =>
      unwrap(
        api.PATCH("/organizations/{organizationId}/members/{membershipId}", {
          params: { path: { organizationId, membershipId: member.id } },
          body: change,
        }),
      ),
    onSettled: () => membersChanged(queryClient, organizationId),
    onSuccess: (_, { member, change }) => {
      if (member.id !== membership.id) {
        return;
      }
      // One's own role decides what these pages may show; without being active, nothing.
      return change.active === false
        ? endMembership(queryClient, organizationId)
        : queryClient.invalidateQueries({ queryKey: keys.session, exact: true });
    },
  });
}

export function useRemoveMember() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (member: Member) =>
      expectDone(
        api.DELETE("/organizations/{organizationId}/members/{membershipId}", {
          params: { path: { organizationId, membershipId: member.id } },
        }),
      ),
    onSettled: () => membersChanged(queryClient, organizationId),
  });
}

/** Gives what a placeholder holds to a member. */
export function useMergeMember() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: ({ placeholder, into }: { placeholder: Member; into: Member }) =>
      unwrap(
        api.POST("/organizations/{organizationId}/members/{placeholderId}/merge", {
          params: { path: { organizationId, placeholderId: placeholder.id } },
          body: { into: into.id },
        }),
      ),
    onSettled: () => membersChanged(queryClient, organizationId),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.timeEntries(organizationId) }),
        queryClient.invalidateQueries({ queryKey: keys.summaries(organizationId) }),
      ]),
  });
}

export async function membersChanged(
  queryClient: QueryClient,
  organizationId: string,
): Promise<void> {
  await Promise.all([
    queryClient.invalidateQueries({ queryKey: keys.members(organizationId) }),
    queryClient.invalidateQueries({ queryKey: keys.auditLog(organizationId) }),
  ]);
}
