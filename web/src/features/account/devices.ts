import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import { notifyProblem } from "../../ui/notifyProblem";

/** Where one is signed in. */
export const devicesQuery = queryOptions({
  queryKey: keys.devices,
  // The server keeps few sessions for each user and gives them in one page.
  queryFn: async ({ signal }) => (await unwrap(api.GET("/auth/sessions", { signal }))).page,
});

export function useRevokeDevice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (sessionId: string) =>
      expectDone(api.DELETE("/auth/sessions/{sessionId}", { params: { path: { sessionId } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: keys.devices }),
    onError: (error) => notifyProblem("The device was not signed out", error),
  });
}
