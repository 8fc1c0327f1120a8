import { Anchor, Button, PasswordInput, TextInput } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import classes from "./InvitationPage.module.css";
import type { useAcceptInvitation } from "./invitation";

interface PasswordToAcceptProps {
  email: string;
  accept: ReturnType<typeof useAcceptInvitation>;
}

const shownFields = ["password"];

/** For an address that has an account: signing in and joining are one step. */
export function PasswordToAccept({ email, accept }: PasswordToAcceptProps) {
  const [password, setPassword] = useState("");
  const problem = accept.error ? asProblem(accept.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    accept.mutate({ as: "existing", email, password });
  };
  return (
    <form onSubmit={submit}>
      <p className={classes.words}>
        You have an account with this address. Sign in with it to join.
      </p>
      {problem && !problem.isAtFields(shownFields) && <ProblemNotice error={problem} />}
      <TextInput
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        readOnly
        mt="md"
        size="md"
        value={email}
      />
      <PasswordInput
        label="Password"
        name="password"
        autoComplete="current-password"
        required
        withAsterisk={false}
        autoFocus
        mt="md"
        size="md"
        value={password}
        error={problem?.field("password")}
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth size="md" mt="xl" loading={accept.isPending}>
        Sign in and join
      </Button>
      <p className={classes.aside}>
        No password at hand?{" "}
        <Anchor
          underline="always"
          renderRoot={(props) => (
            <Link to="/sign-in" search={{ return: "/invitation" }} {...props} />
          )}
        >
          Sign in another way
        </Anchor>
        ; you come back here.
      </p>
    </form>
  );
}
