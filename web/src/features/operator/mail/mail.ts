import { notifications } from "@mantine/notifications";
import {
  infiniteQueryOptions,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../../api/client";
import { type MessageFilter, operatorKeys } from "../../../api/keys";
import { notifyProblem } from "../../../ui/notifyProblem";
import { isFinal } from "./mailWords";

// The outbox has no stream of events: an open page asks again after this long, in milliseconds.
const interval = 5_000;
const intervalOfOne = 1_000;

const rowsPerPage = 50;

export const mailStatusQuery = queryOptions({
  queryKey: operatorKeys.mailStatus,
  queryFn: ({ signal }) => unwrap(api.GET("/operator/mail", { signal })),
  refetchInterval: interval,
});

/** Messages, newest first, page by page. */
export function messagesQuery(filter: MessageFilter) {
  return infiniteQueryOptions({
    queryKey: operatorKeys.messagesOf(filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/operator/mail/messages", {
          params: {
            query: {
              ...filter,
              limit: rowsPerPage,
              ...(pageParam === null ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => (last.isDone ? null : last.continueCursor),
    refetchInterval: interval,
  });
}

/** One message with its story, asked for every second while more can happen to it. */
export function messageQuery(messageId: string) {
  return queryOptions({
    queryKey: operatorKeys.message(messageId),
    queryFn: ({ signal }) =>
      unwrap(
        api.GET("/operator/mail/messages/{messageId}", {
          params: { path: { messageId } },
          signal,
        }),
      ),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && isFinal(data.state) ? false : intervalOfOne,
  });
}

export const suppressionsQuery = infiniteQueryOptions({
  queryKey: operatorKeys.suppressions,
  queryFn: ({ pageParam, signal }) =>
    unwrap(
      api.GET("/operator/mail/suppressions", {
        params: {
          query: { limit: rowsPerPage, ...(pageParam === null ? {} : { cursor: pageParam }) },
        },
        signal,
      }),
    ),
  initialPageParam: null as string | null,
  getNextPageParam: (last) => (last.isDone ? null : last.continueCursor),
});

export const samplesQuery = queryOptions({
  queryKey: operatorKeys.samples,
  queryFn: ({ signal }) => unwrap(api.GET("/operator/mail/samples", { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** After a change of the outbox all that is on screen of it is asked for anew. */
function useMailChanged(): () => Promise<void> {
  const queryClient = useQueryClient();
  return () => queryClient.invalidateQueries({ queryKey: operatorKeys.mail });
}

export function useSendAgain() {
  const mailChanged = useMailChanged();
  return useMutation({
    mutationFn: (messageId: string) =>
      unwrap(
        api.POST("/operator/mail/messages/{messageId}/retry", { params: { path: { messageId } } }),
      ),
    onSuccess: mailChanged,
    onError: (error) => notifyProblem("The message was not queued again", error),
  });
}

export function useRetryAllFailed() {
  const mailChanged = useMailChanged();
  return useMutation({
    mutationFn: () => unwrap(api.POST("/operator/mail/retry", { body: { state: "failed" } })),
    onSuccess: ({ queued }) => {
      notifications.show({
        message:
          queued === 1 ? "1 message is queued again." : `${queued} messages are queued again.`,
      });
      return mailChanged();
    },
    onError: (error) => notifyProblem("The failed messages were not queued again", error),
  });
}

export function useSendTest() {
  const mailChanged = useMailChanged();
  return useMutation({
    mutationFn: (to: string) => unwrap(api.POST("/operator/mail/test", { body: { to } })),
    onSuccess: mailChanged,
  });
}

export function useLiftSuppression() {
  const mailChanged = useMailChanged();
  return useMutation({
    mutationFn: (address: string) =>
      expectDone(
        api.DELETE("/operator/mail/suppressions/{address}", { params: { path: { address } } }),
      ),
    onSuccess: mailChanged,
    onError: (error) => notifyProblem("The address stays suppressed", error),
  });
}
