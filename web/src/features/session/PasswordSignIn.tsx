import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { api, unwrap } from "../../api/client";
import { asProblem } from "../../api/problem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { AuthFrame } from "./AuthFrame";
import classes from "./AuthFrame.module.css";
import { safeReturnAddress } from "./returnAddress";
import { beginSession, useSession } from "./session";

const route = getRouteApi("/sign-in");

// The fields at which the form shows what the server objects to.
const shownFields = ["email", "password"];

interface PasswordSignInProps {
  email: string;
  onEmail: (email: string) => void;
}

export function PasswordSignIn({ email, onEmail }: PasswordSignInProps) {
  const { instance } = useSession();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const queryClient = useQueryClient();
  const [password, setPassword] = useState("");

  const signIn = useMutation({
    mutationFn: () =>
      unwrap(api.POST("/auth/sign-in", { body: { email: email.trim(), password } })),
    onSuccess: async (session) => {
      beginSession(queryClient, session);
      await navigate({ to: safeReturnAddress(search.return), replace: true });
    },
  });
  const problem = signIn.error ? asProblem(signIn.error) : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };

  return (
    <AuthFrame
      title="Sign in"
      lead={search.return ? "Sign in to go on to the page you asked for." : "Welcome back."}
    >
      <form onSubmit={submit}>
        {problem && !problem.isAtFields(shownFields) && <ProblemNotice error={problem} />}
        <TextInput
          label="E-mail address"
          type="email"
          name="email"
          autoComplete="username"
          required
          withAsterisk={false}
          autoFocus
          mt="md"
          size="md"
          value={email}
          error={problem?.field("email")}
          onChange={(event) => onEmail(event.currentTarget.value)}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          mt="md"
          size="md"
          value={password}
          error={problem?.field("password")}
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth size="md" mt="xl" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
      <p className={classes.ways}>
        <OtherWay by="reset">Forgot your password?</OtherWay>
        <OtherWay by="link">Sign in by e-mail link</OtherWay>
      </p>
      {instance.signUpOpen && (
        <p>
          New here?{" "}
          <Anchor
            underline="always"
            renderRoot={(props) => <Link to="/sign-up" search={search} {...props} />}
          >
            Create an account
          </Anchor>
        </p>
      )}
    </AuthFrame>
  );
}

function OtherWay({ by, children }: { by: "link" | "reset"; children: string }) {
  const search = route.useSearch();
  return (
    <Anchor
      underline="always"
      renderRoot={(props) => <Link to="/sign-in" search={{ ...search, by }} {...props} />}
    >
      {children}
    </Anchor>
  );
}
