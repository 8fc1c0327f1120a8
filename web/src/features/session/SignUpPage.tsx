import { Anchor } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { api, unwrap } from "../../api/client";
import { AuthFrame } from "./AuthFrame";
import { type NewAccount, NewAccountForm } from "./NewAccountForm";
import { safeReturnAddress } from "./returnAddress";
import { beginSession, useSession } from "./session";

const route = getRouteApi("/sign-up");

export function SignUpPage() {
  const { instance } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();

  const signUp = useMutation({
    mutationFn: (account: NewAccount) => unwrap(api.POST("/auth/sign-up", { body: account })),
    onSuccess: async (session) => {
      beginSession(queryClient, session);
      await navigate({ to: safeReturnAddress(search.return), replace: true });
    },
  });

  return (
    <AuthFrame
      title={instance.signUpOpen ? "Create an account" : "Sign-up is closed"}
      lead={
        instance.signUpOpen
          ? "You get a personal workspace of your own; teams can invite you into theirs."
          : "This instance takes no new sign-ups. Ask whoever runs it for an account."
      }
    >
      {instance.signUpOpen && (
        <NewAccountForm
          submitLabel="Create account"
          pending={signUp.isPending}
          error={signUp.error}
          onSubmit={(account) => signUp.mutate(account)}
        />
      )}
      <p>
        Have an account?{" "}
        <Anchor
          underline="always"
          renderRoot={(props) => <Link to="/sign-in" search={search} {...props} />}
        >
          Sign in
        </Anchor>
      </p>
    </AuthFrame>
  );
}
