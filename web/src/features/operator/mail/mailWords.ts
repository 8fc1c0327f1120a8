import type { MailStatus } from "../../../api/types";

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
        "No way to send is configured, so messages are kept here. Set RESEND_API_KEY and FROM_EMAIL, or TENURE_SMTP_URL, and restart.",
      tone: "kept",
    };
  }
  return problem === null
    ? { title: `Mail leaves by ${way}`, words: `It is sent${from}.`, tone: "leaves" }
    : { title: `Mail by ${way} has a problem`, words: problem, tone: "broken" };
}
