import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { invalidateTables, type LiveState, listen } from "../../api/events";
import { keys } from "../../api/keys";
import { endMembership } from "../session/session";

/** Keeps the pages of the open organization true while others change it, and says whether it can. */
export function useOrganizationEvents(organizationId: string | null): LiveState {
  const queryClient = useQueryClient();
  const [state, setState] = useState<LiveState>("connecting");
  useEffect(() => {
    if (organizationId === null) {
      return;
    }
    return listen(organizationId, {
      onState: setState,
      onChanged: (tables) => void invalidateTables(queryClient, organizationId, tables),
      onAccess: () => {
        void queryClient.invalidateQueries({ queryKey: keys.session, exact: true });
        // Another role sees other rows.
        void queryClient.invalidateQueries({ queryKey: keys.organization(organizationId) });
      },
      onMemberships: () =>
        void queryClient.invalidateQueries({ queryKey: keys.session, exact: true }),
      onRevoked: () => void endMembership(queryClient, organizationId),
    });
  }, [organizationId, queryClient]);
  return state;
}
