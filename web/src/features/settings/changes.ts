import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { OrganizationChange } from "../../api/types";
import { membersChanged } from "../members/changes";
import { useMembership } from "../organization/useOrganization";
import { endMembership, setOrganization } from "../session/session";

export function useUpdateOrganization() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (body: OrganizationChange) =>
      unwrap(
        api.PATCH("/organizations/{organizationId}", {
          params: { path: { organizationId } },
          body,
        }),
      ),
    onSuccess: (organization) => {
      notifications.show({ message: "The settings are saved." });
      // Put in place at once: a changed address is where this page is from now on.
      setOrganization(queryClient, organization);
      return queryClient.invalidateQueries({ queryKey: keys.auditLog(organizationId) });
    },
  });
}

/** Deletes the organization, which waits for it: its owners go on seeing it, and can restore it. */
export function useDeleteOrganization() {
  const queryClient = useQueryClient();
  const { id: organizationId, slug } = useMembership().organization;
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.DELETE("/organizations/{organizationId}", {
          params: { path: { organizationId } },
          body: { confirm: slug },
        }),
      ),
    onSuccess: (organization) => {
      setOrganization(queryClient, organization);
      // What one may do there is less from now on.
      return queryClient.invalidateQueries({ queryKey: keys.session, exact: true });
    },
  });
}

export function useLeaveOrganization() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: () =>
      expectDone(
        api.POST("/organizations/{organizationId}/leave", { params: { path: { organizationId } } }),
      ),
    onSuccess: () => endMembership(queryClient, organizationId),
  });
}

export function useTransferOwnership() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (membershipId: string) =>
      unwrap(
        api.POST("/organizations/{organizationId}/transfer", {
          params: { path: { organizationId } },
          body: { membershipId },
        }),
      ),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: keys.session, exact: true }),
        membersChanged(queryClient, organizationId),
      ]),
  });
}
