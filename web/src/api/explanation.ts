import { isPermission, permissionWords, rolesInWords, rolesWith, settingOf } from "./permissions";
import type { Problem } from "./problem";

/** A problem in a reader's words: what happened, and what to do about it. */
export interface Explanation {
  happened: string;
  todo: string;
  canRetry: boolean;
}

type Explain = (problem: Problem) => Explanation;

const explanations: Record<string, Explain> = {
  unreachable: () => ({
    happened: "The server cannot be reached.",
    todo: "Check your connection. Tenure tries again by itself and goes on as soon as it gets through.",
    canRetry: true,
  }),
  no_answer_in_time: () => ({
    happened: "The server did not answer within 10 seconds.",
    todo: "Try again. If it stays this slow, tell whoever runs this instance.",
    canRetry: true,
  }),
  timeout: () => ({
    happened: "The server took too long and gave up.",
    todo: "Try again. If it happens again, tell whoever runs this instance.",
    canRetry: true,
  }),
  overloaded: () => ({
    happened: "The server has more to do than it can take on right now.",
    todo: "Wait a moment, then try again.",
    canRetry: true,
  }),
  rate_limited: () => ({
    happened: "There were too many attempts in a short time.",
    todo: "Wait a minute, then try again.",
    canRetry: true,
  }),
  internal: () => ({
    happened: "Something went wrong on the server.",
    todo: "Try again. If it happens again, give the reference below to whoever runs this instance.",
    canRetry: true,
  }),
  not_authenticated: () => ({
    happened: "You are signed out.",
    todo: "Sign in to go on; you come back to this page.",
    canRetry: false,
  }),
  invalid_credentials: () => ({
    happened: "That e-mail address and password do not match.",
    todo: "Check both and try again.",
    canRetry: false,
  }),
  access_denied: (problem) => ({
    happened: problem.body.role
      ? `Your role here (${problem.body.role}) may not do this.`
      : "You may not do this here.",
    todo: whoMay(problem.body.permission),
    canRetry: false,
  }),
  operator_required: () => ({
    happened: "This is for those who run the instance.",
    todo: "Ask one of them, if you need it.",
    canRetry: false,
  }),
  role_above_own: (problem) => ({
    happened: "That role is above your own.",
    todo: `${problem.body.detail} Ask somebody who has that role.`.trim(),
    canRetry: false,
  }),
  last_owner: () => ({
    happened: "This would leave the organization without an active owner.",
    todo: "Make somebody else an owner first.",
    canRetry: false,
  }),
  personal_workspace: () => ({
    happened: "A personal workspace belongs to one person.",
    todo: "It has no other members, and cannot be left or handed on. For a team, create an organization.",
    canRetry: false,
  }),
  sign_up_closed: () => ({
    happened: "This instance takes no new sign-ups.",
    todo: "Ask whoever runs it for an account.",
    canRetry: false,
  }),
  set_up_refused: () => ({
    happened: "This set-up link is not valid, or was already used.",
    todo: "Take the newest link from the terminal in which Tenure runs.",
    canRetry: false,
  }),
  organization_not_found: () => ({
    happened: "There is no such organization, or you are not a member of it.",
    todo: "Choose one of your organizations.",
    canRetry: false,
  }),
  not_found: () => ({
    happened: "This is no longer there. Someone may have deleted it.",
    todo: "Reload the list to see what is.",
    canRetry: true,
  }),
  address_taken: () => ({
    happened: "There is already an account with this e-mail address.",
    todo: "Sign in with it, or use another address.",
    canRetry: false,
  }),
  link_not_found: () => ({
    happened: "This link does not work.",
    todo: "It was used, is too old, or a newer one was asked for. Ask for a new one.",
    canRetry: false,
  }),
  wrong_password: () => ({
    happened: "This is not your password of now.",
    todo: "If you forgot it, sign out and ask for a link to choose a new one.",
    canRetry: false,
  }),
  no_password: () => ({
    happened: "Your account has no password yet.",
    todo: "Sign out and ask for a link to choose one.",
    canRetry: false,
  }),
  invitation_not_found: () => ({
    happened: "This invitation cannot be used.",
    todo: "It was used, withdrawn or replaced by a newer one. Ask for a new invitation.",
    canRetry: false,
  }),
  invitation_expired: () => ({
    happened: "This invitation has expired.",
    todo: "Ask for a new one.",
    canRetry: false,
  }),
  invitation_other_address: () => ({
    happened: "This invitation is for another address than the one you are signed in with.",
    todo: "Sign out and open its link again, or ask for an invitation to your address.",
    canRetry: false,
  }),
  maintenance: () => ({
    happened: "Tenure is being maintained.",
    todo: "Your data is safe. Try again in a few minutes.",
    canRetry: true,
  }),
  app_error: () => ({
    happened: "The app ran into an error.",
    todo: "Reload the page. If it happens again, tell whoever runs this instance.",
    canRetry: true,
  }),
};

export function explain(problem: Problem): Explanation {
  const known = explanations[problem.code];
  if (known) {
    return known(problem);
  }
  // The server's own words are written for people; they are the best there is for the rest.
  const detail = problem.body.detail === "" ? "" : ` ${problem.body.detail}`;
  return {
    happened: `${endSentence(problem.body.title)}${detail}`,
    todo:
      problem.body.status >= 500
        ? "Try again in a moment."
        : "Change what you entered, then try again.",
    canRetry: problem.body.status >= 500,
  };
}

function whoMay(permission: string | null): string {
  if (permission === null) {
    return "Ask an owner or admin of the organization.";
  }
  const ask = "Ask an owner or admin for a role with it.";
  if (!isPermission(permission)) {
    return `It needs “${permission}”. ${ask}`;
  }
  const always = capital(rolesInWords(rolesWith(permission)));
  const also =
    settingOf(permission) === null ? "" : ", and members where the organization lets them";
  return `It needs “${permission}” (${permissionWords(permission)}). ${always} have it${also}. ${ask}`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function endSentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
