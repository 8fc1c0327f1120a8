import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { keys } from "../api/keys";
import { onOtherTab } from "../features/session/otherTabs";
import { refreshSession } from "../features/session/session";

/**
 * Follows what another tab did to the session that they share: signed in or out, or joined an
 * organization. The guards of the routes then send on whoever is not at the right page any more.
 */
export function OtherTabs() {
  const queryClient = useQueryClient();
  const router = useRouter();
  useEffect(
    () =>
      onOtherTab(() => {
        refreshSession(queryClient)
          // Not reached: the next page that looks asks again, and says so if it fails.
          .catch(() => queryClient.invalidateQueries({ queryKey: keys.session, exact: true }))
          .then(() => router.invalidate());
      }),
    [queryClient, router],
  );
  return null;
}
