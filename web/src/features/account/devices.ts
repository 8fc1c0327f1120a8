import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import { pageQuery, wholeList } from "../../api/wholeList";
import { notifyProblem } from "../../ui/notifyProblem";

/** Where one is signed in. */
export const devicesQuery = queryOptions({
  queryKey: keys.devices,
  queryFn: ({ signal }) =>
    wholeList((cursor) =>
      unwrap(api.GET("/auth/sessions", { params: { query: pageQuery(cursor) }, signal })),
    ),
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
