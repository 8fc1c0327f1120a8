import { notifications } from "@mantine/notifications";
import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Account, AccountChange } from "../../api/types";
import { sessionQuery } from "../session/session";

/** One's own account: address, password and what one wants to be mailed. */
export const accountQuery = queryOptions({
  queryKey: keys.account,
  queryFn: ({ signal }) => unwrap(api.GET("/auth/account", { signal })),
});

export function useUpdateAccount() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: AccountChange) => unwrap(api.PATCH("/auth/account", { body })),
    onSuccess: (account: Account) => {
      queryClient.setQueryData(accountQuery.queryKey, account);
      // The name is on every page: in the session at once.
      queryClient.setQueryData(
        sessionQuery.queryKey,
        (session) => session && { ...session, user: account.user },
      );
    },
  });
}

export function useChangePassword() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (passwords: { current: string; new: string }) =>
      expectDone(api.POST("/auth/password", { body: passwords })),
    onSuccess: () => {
      notifications.show({ message: "Your password is changed. Other devices are signed out." });
      return queryClient.invalidateQueries({ queryKey: keys.devices });
    },
  });
}

export function useChangeAddress() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { password: string; email: string }) =>
      unwrap(api.POST("/auth/address", { body })),
    onSuccess: (account: Account) => queryClient.setQueryData(accountQuery.queryKey, account),
  });
}
