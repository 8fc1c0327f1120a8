import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import { useCallback } from "react";
import { api, unwrap } from "../../api/client";
import type { Organization, Session } from "../../api/types";
import { sessionQuery } from "../session/session";
import { pageOf, pageRoutes } from "./pages";

/**
 * Switching is a navigation to the same page of the other organization. The server is told as well,
 * but only so that the next visit to `/` starts there: nothing on screen waits for it.
 */
export function useSwitchOrganization(): (organization: Organization) => void {
  const navigate = useNavigate();
  const router = useRouter();
  const queryClient = useQueryClient();
  const { mutate: remember } = useMutation({
    mutationFn: (organizationId: string) =>
      unwrap(api.PUT("/session/active-organization", { body: { organizationId } })),
    onSuccess: (membership) => {
      queryClient.setQueryData(sessionQuery.queryKey, (session: Session | undefined) =>
        session ? { ...session, activeOrganizationId: membership.organization.id } : session,
      );
    },
  });
  return useCallback(
    (organization) => {
      const page = pageOf(router.state.location.pathname);
      void navigate({ to: pageRoutes[page], params: { slug: organization.slug } });
      remember(organization.id);
    },
    [navigate, remember, router],
  );
}
