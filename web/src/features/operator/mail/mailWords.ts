import type { MailStatus, MessageEvent, MessageKind, MessageState } from "../../../api/types";

export const kindNames: Record<MessageKind, string> = {
  invitation: "Invitation",
  renewalAsked: "Invitee asks for a new link",
  signInLink: "Sign-in link",
  passwordReset: "Password reset",
  addressConfirmation: "Confirmation of an address",
  passwordChanged: "Password was changed",
  addressChanged: "Address was changed",
  memberRemoved: "No longer a member",
  newDevice: "New device",
  weeklySummary: "Weekly summary",
  alert: "Alert",
  test: "Test message",
};

/** Nothing more happens by itself to a message in one of these. */
const finalStates: readonly MessageState[] = [
  "kept",
  "delivered",
  "bounced",
  "complained",
  "suppressed",
  "failed",
  "cancelled",
];

export function isFinal(state: MessageState): boolean {
  return finalStates.includes(state);
}

/** What operators may have sent again: what did not leave, while its text is still there. */
export function canSendAgain(state: MessageState): boolean {
  return state === "kept" || state === "failed" || state === "suppressed";
}

/** Whether mail leaves: it does, it is kept here by choice, or something is wrong. */
export type TransportTone = "leaves" | "kept" | "broken";

interface TransportWords {
  title: string;
  words: string;
  tone: TransportTone;
}

/** How mail leaves, problem first, as somebody reads it who did not set it up. */
export function transportWords({ kind, sender, problem }: MailStatus["transport"]): TransportWords {
  const from = sender === null ? "" : ` from ${sender}`;
  const way = kind === "resend" ? "Resend" : "SMTP";
  if (kind === "mailbox") {
    return {
      title: "No mail leaves this instance",
      words:
        problem ??
        "No way to send is configured, so messages are kept here. Read them below and pass their links on, or set RESEND_API_KEY and FROM_EMAIL, or TENURE_SMTP_URL, and restart.",
      tone: "kept",
    };
  }
  return problem === null
    ? { title: `Mail leaves by ${way}`, words: `It is sent${from}.`, tone: "leaves" }
    : { title: `Mail by ${way} has a problem`, words: problem, tone: "broken" };
}

/** One step of a message's story. */
export const eventNames: Record<MessageEvent, string> = {
  attempted: "Tried",
  retried: "Will be tried again",
  unanswered: "No answer came",
  kept: "Kept here",
  sent: "Taken by the provider",
  delayed: "Put off by the recipient's server",
  delivered: "Delivered",
  bounced: "Bounced",
  complained: "Called spam by the recipient",
  suppressed: "Not sent: the address is suppressed",
  failed: "Given up",
  cancelled: "Called back",
  sentAgain: "Queued again by an operator",
};

/** The addresses in a mail's text: what an operator passes on where no mail leaves. */
export function linksIn(text: string): string[] {
  const found = text.match(/https?:\/\/[^\s<>"]+/g) ?? [];
  return [...new Set(found)].filter((link) => link.includes("#"));
}
