import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, expectDone, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import { asProblem } from "../../api/problem";
import { beginSession, refreshSession, signOut } from "../session/session";
import { forgetInvitationToken } from "./invitationToken";

/** What an invitation offers. Who asks is part of the question: the answer tells them whether it is theirs. */
export function invitationQuery(token: string, userId: string | null) {
  return queryOptions({
    queryKey: keys.offer(token, userId),
    queryFn: ({ signal }) =>
      unwrap(api.GET("/invitations/{token}", { params: { path: { token } }, signal })),
  });
}

/** Whom somebody accepts as. */
export type Acceptance =
  | { as: "signedIn" }
  | { as: "existing"; email: string; password: string }
  | { as: "new"; name: string; password: string };

// At these the form says what is wrong, and nothing about the invitation has changed.
const formProblems = ["invalid_credentials", "validation_failed"];

export function useAcceptInvitation(token: string) {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: async (acceptance: Acceptance) => {
      if (acceptance.as === "existing") {
        const { email, password } = acceptance;
        await unwrap(api.POST("/auth/sign-in", { body: { email, password } }));
      }
      const body =
        acceptance.as === "new" ? { name: acceptance.name, password: acceptance.password } : {};
      return unwrap(api.POST("/invitations/{token}/accept", { params: { path: { token } }, body }));
    },
    onSuccess: async ({ membership, ...session }) => {
      forgetInvitationToken();
      // The organization is in the session before its page is asked for: no look back, no reload.
      beginSession(queryClient, session);
      await navigate({
        to: "/o/$slug/timer",
        params: { slug: membership.organization.slug },
        replace: true,
      });
    },
    onError: async (error) => {
      if (!formProblems.includes(asProblem(error).code)) {
        // Someone may have signed in on the way, and the invitation may be settled: look again.
        await refreshSession(queryClient);
        await queryClient.invalidateQueries({ queryKey: keys.offers });
      }
    },
  });
}

export function useDeclineInvitation(token: string) {
  return useMutation({
    mutationFn: () =>
      expectDone(api.POST("/invitations/{token}/decline", { params: { path: { token } } })),
    onSuccess: forgetInvitationToken,
  });
}

/** Asks whoever invites for a new link. The answer is always the same, whatever became of this one. */
export function useAskForRenewal(token: string) {
  return useMutation({
    mutationFn: () =>
      expectDone(api.POST("/invitations/{token}/renew", { params: { path: { token } } })),
  });
}

/** Signs out and stays at the invitation, for whoever is signed in as somebody else. */
export function useSignOutHere() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      await signOut();
      await refreshSession(queryClient);
    },
  });
}
