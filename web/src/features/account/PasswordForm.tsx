import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import classes from "./AccountPage.module.css";
import { useChangePassword } from "./account";

const eye = { "aria-label": "Show or hide the password" };
const none = { current: "", new: "" };

/** Changes the password, with the one of now: a browser left open is not enough. */
export function PasswordForm({ hasPassword, email }: { hasPassword: boolean; email: string }) {
  const [passwords, setPasswords] = useState(none);
  const change = useChangePassword();
  const problem = change.error ? asProblem(change.error) : null;
  const isWrong = problem?.code === "wrong_password";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate(passwords, { onSuccess: () => setPasswords(none) });
  };
  if (!hasPassword) {
    return (
      <p className={classes.words}>
        Your account has no password: you come in by links. To choose one, sign out and take “Forgot
        your password?” on the sign-in page.
      </p>
    );
  }
  return (
    <form onSubmit={submit}>
      {problem && !(isWrong || problem.isAtFields(["new"])) && <ProblemNotice error={problem} />}
      {/* Password managers look for whose password it is. */}
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly />
      <PasswordInput
        className={classes.field}
        label="Password of now"
        autoComplete="current-password"
        required
        withAsterisk={false}
        value={passwords.current}
        error={isWrong && "This is not your password of now."}
        visibilityToggleButtonProps={eye}
        onChange={(event) => setPasswords({ ...passwords, current: event.currentTarget.value })}
      />
      <PasswordInput
        className={classes.field}
        label="New password"
        description="At least 8 characters. Other devices are signed out, and you are mailed that it changed."
        autoComplete="new-password"
        required
        withAsterisk={false}
        mt="sm"
        value={passwords.new}
        error={problem?.field("new")}
        visibilityToggleButtonProps={eye}
        onChange={(event) => setPasswords({ ...passwords, new: event.currentTarget.value })}
      />
      <Button type="submit" variant="default" mt="md" loading={change.isPending}>
        Change the password
      </Button>
    </form>
  );
}
