import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { asProblem } from "./problem";

interface Hooks {
  /** Any request found the session gone: expired, revoked elsewhere, or signed out in another tab. */
  onSignedOut: () => void;
  /** An organization on screen is not there for this user any more: removed from it, or deleted. */
  onOrganizationGone: () => void;
}

export function createQueryClient({ onSignedOut, onOrganizationGone }: Hooks): QueryClient {
  const onError = (error: unknown): void => {
    const { code } = asProblem(error);
    if (code === "not_authenticated") {
      onSignedOut();
    } else if (code === "organization_not_found") {
      onOrganizationGone();
    }
  };
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        // A connection that drops for a blink heals by itself; everything else is said at once,
        // and waiting out the patience twice would be no end to the wait.
        retry: (failures, error) => failures < 1 && asProblem(error).code === "unreachable",
        retryDelay: 400,
        // Offline requests fail and are shown as such, instead of pausing without a word.
        networkMode: "always",
      },
      mutations: { networkMode: "always", retry: false },
    },
  });
}
