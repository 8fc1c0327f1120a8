import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { AuthFrame } from "../session/AuthFrame";
import type { useLink } from "./link";

/** The link turned out to be for a new password: without one the server asks for it, and uses nothing up. */
export function ChoosePassword({ link }: { link: ReturnType<typeof useLink> }) {
  const [password, setPassword] = useState("");
  // The first refusal, of no password at all, was only the question.
  const problem = link.error && link.variables !== undefined ? asProblem(link.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    link.mutate(password);
  };
  return (
    <AuthFrame
      title="Choose a new password"
      lead="It takes the place of the old one. You are signed in with it at once."
    >
      <form onSubmit={submit}>
        {problem && !problem.isAtFields(["password"]) && <ProblemNotice error={problem} />}
        <PasswordInput
          label="New password"
          name="password"
          description="At least 8 characters. A few random words are good and easy to type."
          autoComplete="new-password"
          required
          withAsterisk={false}
          autoFocus
          size="md"
          value={password}
          error={problem?.field("password")}
          visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <Button type="submit" fullWidth size="md" mt="xl" loading={link.isPending}>
          Set the password and sign in
        </Button>
      </form>
    </AuthFrame>
  );
}
