import type { QueryClient } from "@tanstack/react-query";
import type { RouterHistory } from "@tanstack/react-router";
import { createQueryClient } from "../api/queryClient";
import type { Session } from "../api/types";
import { sessionQuery } from "../features/session/session";
import { createAppRouter } from "./router";

type AppRouter = ReturnType<typeof createAppRouter>;

/** The cache and the router, tied together: a session that ends leads to the sign-in page. */
export function createApp(history?: RouterHistory): {
  queryClient: QueryClient;
  router: AppRouter;
} {
  const queryClient = createQueryClient({
    onSignedOut: () => {
      queryClient.setQueryData(
        sessionQuery.queryKey,
        (session: Session | undefined) => session && { ...session, user: null },
      );
      // The guards of the routes now send to the sign-in page, with the way back.
      void router.invalidate();
    },
    onOrganizationGone: () => {
      void queryClient.invalidateQueries({ queryKey: sessionQuery.queryKey, exact: true });
    },
  });
  const router = createAppRouter(queryClient, history);
  return { queryClient, router };
}
