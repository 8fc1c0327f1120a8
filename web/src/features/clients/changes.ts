import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { ClientChange, NewClient } from "../../api/types";
import { useMembership } from "../organization/useOrganization";

export function useSaveClient(clientId: string | null) {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (body: NewClient) =>
      clientId === null
        ? unwrap(
            api.POST("/organizations/{organizationId}/clients", {
              params: { path: { organizationId } },
              body,
            }),
          )
        : updateClient(organizationId, clientId, body),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.clients(organizationId) }),
  });
}

export function useArchiveClient() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: ({ id, archived }: { id: string; archived: boolean }) =>
      updateClient(organizationId, id, { archived }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.clients(organizationId) }),
  });
}

export function useDeleteClient() {
  const queryClient = useQueryClient();
  const organizationId = useMembership().organization.id;
  return useMutation({
    mutationFn: (clientId: string) =>
      expectDone(
        api.DELETE("/organizations/{organizationId}/clients/{clientId}", {
          params: { path: { organizationId, clientId } },
        }),
      ),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.clients(organizationId) }),
  });
}

function updateClient(organizationId: string, clientId: string, body: ClientChange) {
  return unwrap(
    api.PATCH("/organizations/{organizationId}/clients/{clientId}", {
      params: { path: { organizationId, clientId } },
      body,
    }),
  );
}
