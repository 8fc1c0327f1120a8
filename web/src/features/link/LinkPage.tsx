import { Anchor, Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { asProblem } from "../../api/problem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { AuthFrame } from "../session/AuthFrame";
import { useSession } from "../session/session";
import { useTokenFromAddress } from "../session/useTokenFromAddress";
import { ChoosePassword } from "./ChoosePassword";
import { useLink } from "./link";

/**
 * Where the links of mails lead that sign in, choose a password or prove an address. Opening one
 * changes nothing, so that programs that look into mails use none up; the button does.
 */
export function LinkPage() {
  const token = useTokenFromAddress();
  return token === null ? (
    <AuthFrame title="Link" lead="This page is opened by a link from a mail.">
      <p>
        The address here has none. Open the link in the mail again, or copy the whole of it into the
        address bar.
      </p>
      <WayOn />
    </AuthFrame>
  ) : (
    <UsableLink key={token} token={token} />
  );
}

function UsableLink({ token }: { token: string }) {
  const link = useLink(token);
  const problem = link.error ? asProblem(link.error) : null;
  if (link.data?.purpose === "address") {
    return <AddressProven email={link.data.user?.email ?? null} />;
  }
  if (problem?.code === "link_not_found") {
    return <Unusable />;
  }
  if (problem?.code === "address_taken") {
    return (
      <AuthFrame
        title="The address is taken"
        lead="Another account has this address by now. Yours is as it was."
      >
        <WayOn />
      </AuthFrame>
    );
  }
  if (link.variables !== undefined || problem?.field("password")) {
    return <ChoosePassword link={link} />;
  }
  return (
    <AuthFrame
      title="Go on with your link"
      lead="Opening it has changed nothing yet: it works once, with this button."
    >
      {problem && <ProblemNotice error={problem} />}
      <Button
        fullWidth
        size="md"
        mt="md"
        autoFocus
        loading={link.isPending}
        onClick={() => link.mutate(undefined)}
      >
        Go on
      </Button>
    </AuthFrame>
  );
}

function AddressProven({ email }: { email: string | null }) {
  return (
    <AuthFrame
      title="The address is confirmed"
      lead={
        email === null
          ? "It is the address of your account from now on: sign in with it."
          : `${email} is the address of your account from now on.`
      }
    >
      <WayOn />
    </AuthFrame>
  );
}

function Unusable() {
  return (
    <AuthFrame
      title="This link does not work"
      lead="It was used, is too old, or a newer one was asked for. Nothing has changed."
    >
      <p>
        Sign-in links work for 10 minutes, links for a new password for an hour, and those that
        confirm an address for a day; each works once.
      </p>
      <ul>
        <li>
          <Way by="link">Get a new sign-in link</Way>
        </li>
        <li>
          <Way by="reset">Get a link for a new password</Way>
        </li>
        <li>
          To confirm an address,{" "}
          <Anchor underline="always" renderRoot={(props) => <Link to="/account" {...props} />}>
            enter it once more in your account
          </Anchor>
        </li>
      </ul>
    </AuthFrame>
  );
}

function Way({ by, children }: { by: "link" | "reset"; children: ReactNode }) {
  return (
    <Anchor
      underline="always"
      renderRoot={(props) => <Link to="/sign-in" search={{ by }} {...props} />}
    >
      {children}
    </Anchor>
  );
}

function WayOn() {
  const { user } = useSession();
  return (
    <p>
      <Anchor
        underline="always"
        renderRoot={(props) => <Link to={user ? "/account" : "/sign-in"} {...props} />}
      >
        {user ? "Go to your account" : "Go to the sign-in page"}
      </Anchor>
    </p>
  );
}
