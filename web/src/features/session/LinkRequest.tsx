import { Alert, Anchor, Button, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import type { FormEvent } from "react";
import { api, unwrap } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { LinkPurpose } from "../../api/types";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { AuthFrame } from "./AuthFrame";
import { useSession } from "./session";

const route = getRouteApi("/sign-in");

const words = {
  signIn: {
    title: "Sign in by e-mail link",
    lead: "You get a link that signs you in, without a password.",
    works: "It works once, for 10 minutes.",
  },
  passwordReset: {
    title: "Choose a new password",
    lead: "You get a link by which you choose a new password.",
    works: "It works once, for an hour.",
  },
} as const satisfies Record<LinkPurpose, object>;

interface LinkRequestProps {
  purpose: LinkPurpose;
  email: string;
  onEmail: (email: string) => void;
}

/** Asks for a link by e-mail. The answer is the same whether or not the address has an account. */
export function LinkRequest({ purpose, email, onEmail }: LinkRequestProps) {
  const ask = useMutation({
    mutationFn: () => unwrap(api.POST("/auth/link", { body: { email: email.trim(), purpose } })),
  });
  if (ask.isSuccess) {
    return <Asked purpose={purpose} email={email.trim()} onAgain={() => ask.reset()} />;
  }
  const problem = ask.error ? asProblem(ask.error) : null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    ask.mutate();
  };
  return (
    <AuthFrame title={words[purpose].title} lead={words[purpose].lead}>
      <MailStaysHere />
      <form onSubmit={submit}>
        {problem && !problem.isAtFields(["email"]) && <ProblemNotice error={problem} />}
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
        <Button type="submit" fullWidth size="md" mt="xl" loading={ask.isPending}>
          Send the link
        </Button>
      </form>
      <BackToPassword />
    </AuthFrame>
  );
}

interface AskedProps {
  purpose: LinkPurpose;
  email: string;
  onAgain: () => void;
}

function Asked({ purpose, email, onAgain }: AskedProps) {
  const { instance } = useSession();
  return instance.mail === "kept" ? (
    <AuthFrame
      title="Now ask an operator"
      lead={`If ${email} has an account here, its link waits on the operators' Mail page.`}
    >
      <p role="status">
        No mail leaves this instance. Whoever runs it can read the link and pass it on to you.{" "}
        {words[purpose].works}
      </p>
      <BackToPassword />
    </AuthFrame>
  ) : (
    <AuthFrame
      title="Look into your mail"
      lead={`If ${email} has an account here, the link is on its way.`}
    >
      <p role="status">
        {words[purpose].works} Nothing there after a minute or two? Look among the spam, and check
        the address above.
      </p>
      <Button variant="default" fullWidth size="md" onClick={onAgain}>
        Change the address, or send again
      </Button>
      <BackToPassword />
    </AuthFrame>
  );
}

function MailStaysHere() {
  const { instance } = useSession();
  return (
    instance.mail === "kept" && (
      <Alert title="No mail leaves this instance">
        You can still ask for the link: whoever runs the instance then finds it on the Mail page,
        and can pass it on to you.
      </Alert>
    )
  );
}

function BackToPassword() {
  const search = route.useSearch();
  return (
    <p>
      <Anchor
        underline="always"
        renderRoot={(props) => (
          <Link
            to="/sign-in"
            search={search.return === undefined ? {} : { return: search.return }}
            {...props}
          />
        )}
      >
        Back to signing in with a password
      </Anchor>
    </p>
  );
}
