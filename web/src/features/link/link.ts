import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, unwrap } from "../../api/client";
import { beginSession } from "../session/session";

/** Uses a link up: with a new password, if it is for choosing one. */
export function useLink(token: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (password?: string) =>
      unwrap(
        api.POST("/auth/link/{token}", {
          params: { path: { token } },
          body: password === undefined ? {} : { password },
        }),
      ),
    onSuccess: async ({ purpose, ...session }) => {
      beginSession(queryClient, session);
      if (purpose === "passwordReset") {
        notifications.show({ message: "Your new password is set, and you are signed in." });
      }
      if (purpose !== "address") {
        await navigate({ to: "/", replace: true });
      }
    },
  });
}
