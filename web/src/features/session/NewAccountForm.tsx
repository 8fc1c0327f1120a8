import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNotice } from "../../ui/ProblemNotice";

export interface NewAccount {
  name: string;
  email: string;
  password: string;
}

interface NewAccountFormProps {
  /** An address that is given, as by an invitation, and stays as it is. */
  fixedEmail?: string;
  submitLabel: string;
  pending: boolean;
  error: unknown;
  onSubmit: (account: NewAccount) => void;
}

const shortestPassword = 8;

// The fields at which the form shows what the server objects to.
const shownFields = ["name", "email", "password"];

/** Name, address and password: the same for signing up, for the first operator, and for the invited. */
export function NewAccountForm({
  fixedEmail,
  submitLabel,
  pending,
  error,
  onSubmit,
}: NewAccountFormProps) {
  const [account, setAccount] = useState<NewAccount>({
    name: "",
    email: fixedEmail ?? "",
    password: "",
  });
  const [tooShort, setTooShort] = useState(false);
  const problem = error ? asProblem(error) : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const short = account.password.length < shortestPassword;
    setTooShort(short);
    if (!short) {
      onSubmit({ ...account, name: account.name.trim(), email: account.email.trim() });
    }
  };

  return (
    <form onSubmit={submit}>
      {problem && !problem.isAtFields(shownFields) && <ProblemNotice error={problem} />}
      <TextInput
        label="Your name"
        name="name"
        autoComplete="name"
        required
        withAsterisk={false}
        autoFocus
        mt="md"
        size="md"
        value={account.name}
        error={problem?.field("name")}
        onChange={(event) => setAccount({ ...account, name: event.currentTarget.value })}
      />
      <TextInput
        label="E-mail address"
        type="email"
        name="email"
        autoComplete="username"
        required
        readOnly={fixedEmail !== undefined}
        withAsterisk={false}
        mt="md"
        size="md"
        value={account.email}
        error={problem?.field("email")}
        onChange={(event) => setAccount({ ...account, email: event.currentTarget.value })}
      />
      <PasswordInput
        label="Password"
        name="password"
        description={`At least ${shortestPassword} characters. A few random words are good and easy to type.`}
        autoComplete="new-password"
        required
        withAsterisk={false}
        mt="md"
        size="md"
        value={account.password}
        error={
          tooShort
            ? `This has ${account.password.length} characters; ${shortestPassword} is the least.`
            : problem?.field("password")
        }
        visibilityToggleButtonProps={{ "aria-label": "Show or hide the password" }}
        onChange={(event) => {
          setTooShort(false);
          setAccount({ ...account, password: event.currentTarget.value });
        }}
      />
      <Button type="submit" fullWidth size="md" mt="xl" loading={pending}>
        {submitLabel}
      </Button>
    </form>
  );
}
