import { Anchor } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api, unwrap } from "../../api/client";
import { AuthFrame } from "./AuthFrame";
import { type NewAccount, NewAccountForm } from "./NewAccountForm";
import { beginSession, useSession } from "./session";
import { useTokenFromAddress } from "./useTokenFromAddress";

const route = getRouteApi("/set-up");

export function SetUpPage() {
  const { instance } = useSession();
  const token = useTokenFromAddress();

  if (instance.claimed) {
    return (
      <AuthFrame title="Already set up" lead="This instance has its first operator.">
        <p>
          <Anchor underline="always" renderRoot={(props) => <Link to="/sign-in" {...props} />}>
            Sign in
          </Anchor>
        </p>
      </AuthFrame>
    );
  }
  if (token === null) {
    return (
      <AuthFrame title="Set up Tenure" lead="This instance is new, and nobody has claimed it yet.">
        <p>
          Look at the terminal (or the log) in which Tenure was started: it shows a one-time set-up
          link. Open that link here. Only who can see the terminal can become the first operator.
        </p>
        <p>If the link has scrolled away, restart Tenure and it prints a new one.</p>
      </AuthFrame>
    );
  }
  return <ClaimForm token={token} />;
}

function ClaimForm({ token }: { token: string }) {
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();
  const setUp = useMutation({
    mutationFn: (account: NewAccount) =>
      unwrap(api.POST("/auth/set-up", { body: { ...account, token } })),
    onSuccess: async (session) => {
      beginSession(queryClient, session);
      await navigate({ to: "/", replace: true });
    },
  });
  return (
    <AuthFrame
      title="Set up Tenure"
      lead="Create the first account. It runs this instance and has a personal workspace."
    >
      <NewAccountForm
        submitLabel="Finish set-up"
        pending={setUp.isPending}
        error={setUp.error}
        onSubmit={(account) => setUp.mutate(account)}
      />
    </AuthFrame>
  );
}
