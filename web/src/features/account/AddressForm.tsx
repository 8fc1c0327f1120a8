import { Alert, Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import type { Account } from "../../api/types";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useSession } from "../session/session";
import classes from "./AccountPage.module.css";
import { useChangeAddress } from "./account";

const none = { email: "", password: "" };

/** Changes the address by which one signs in: only when the link mailed to the new one is opened. */
export function AddressForm({ account }: { account: Account }) {
  const { instance } = useSession();
  const [form, setForm] = useState(none);
  const change = useChangeAddress();
  const problem = change.error ? asProblem(change.error) : null;
  const isWrong = problem?.code === "wrong_password";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ ...form, email: form.email.trim() }, { onSuccess: () => setForm(none) });
  };
  return (
    <>
      <p className={classes.words}>
        You sign in with {account.user.email ?? "no address"}
        {account.emailVerified ? ", which is confirmed." : "."}
      </p>
      {account.pendingEmail !== null && (
        <Alert role="status" mb="sm" title={`${account.pendingEmail} is not confirmed yet`}>
          {instance.mail === "kept"
            ? "No mail leaves this instance: ask whoever runs it for the link that confirms the address."
            : "Open the link that was mailed there within a day. Until then nothing changes."}
        </Alert>
      )}
      {account.hasPassword ? (
        <form onSubmit={submit}>
          {problem && !(isWrong || problem.isAtFields(["email"])) && (
            <ProblemNotice error={problem} />
          )}
          <TextInput
            className={classes.field}
            label="New e-mail address"
            type="email"
            autoComplete="email"
            required
            withAsterisk={false}
            value={form.email}
            error={problem?.field("email")}
            onChange={(event) => setForm({ ...form, email: event.currentTarget.value })}
          />
          <PasswordInput
            className={classes.field}
            label="Password, to confirm"
            autoComplete="current-password"
            required
            withAsterisk={false}
            mt="sm"
            value={form.password}
            error={isWrong && "This is not your password of now."}
            visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
            onChange={(event) => setForm({ ...form, password: event.currentTarget.value })}
          />
          <Button type="submit" variant="default" mt="md" loading={change.isPending}>
            Send a link to the new address
          </Button>
        </form>
      ) : (
        <p className={classes.words}>To change it, your account needs a password first.</p>
      )}
    </>
  );
}
