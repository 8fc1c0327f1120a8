import { getRouteApi } from "@tanstack/react-router";
import { useState } from "react";
import { LinkRequest } from "./LinkRequest";
import { PasswordSignIn } from "./PasswordSignIn";

const route = getRouteApi("/sign-in");

/** The ways in: a password, or a link by e-mail. The address typed for one is there for the other. */
export function SignInPage() {
  const { by } = route.useSearch();
  const [email, setEmail] = useState("");
  return by === undefined ? (
    <PasswordSignIn email={email} onEmail={setEmail} />
  ) : (
    <LinkRequest
      key={by}
      purpose={by === "reset" ? "passwordReset" : "signIn"}
      email={email}
      onEmail={setEmail}
    />
  );
}
