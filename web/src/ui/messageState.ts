import type { IconName } from "./Icon";

/** Where a mail is on its way, in the order in which it gets there. */
export const messageStates = [
  "queued",
  "kept",
  "sent",
  "delayed",
  "delivered",
  "bounced",
  "complained",
  "suppressed",
  "failed",
  "cancelled",
] as const;

export type MessageState = (typeof messageStates)[number];

/** `waiting`: more will come. `done`: it arrived. `trouble`: somebody has to act. `off`: nothing to do. */
export type StateTone = "waiting" | "done" | "trouble" | "off";

export interface StateWords {
  word: string;
  icon: IconName;
  tone: StateTone;
  /** What it means for whoever waits for the mail, and what to do. */
  meaning: string;
}

export const stateWords: Record<MessageState, StateWords> = {
  queued: {
    word: "Queued",
    icon: "clock",
    tone: "waiting",
    meaning: "Tenure has it, and sends it with the next attempt.",
  },
  kept: {
    word: "Kept here",
    icon: "mail",
    tone: "trouble",
    meaning: "No mail leaves this instance. Pass the link on yourself.",
  },
  sent: {
    word: "Sent",
    icon: "send",
    tone: "waiting",
    meaning: "The mail provider has taken it. Whether it arrived is not known yet.",
  },
  delayed: {
    word: "Delayed",
    icon: "clock",
    tone: "waiting",
    meaning: "The recipient's mail server does not take it yet. The provider keeps trying.",
  },
  delivered: {
    word: "Delivered",
    icon: "check",
    tone: "done",
    meaning: "The recipient's mail server has taken it. If it is not seen, look among the spam.",
  },
  bounced: {
    word: "Bounced",
    icon: "warning",
    tone: "trouble",
    meaning: "The recipient's mail server refused it for good. Check the address.",
  },
  complained: {
    word: "Marked as spam",
    icon: "warning",
    tone: "trouble",
    meaning: "The recipient marked it as spam. No more mail goes to this address.",
  },
  suppressed: {
    word: "Held back",
    icon: "block",
    tone: "trouble",
    meaning: "This address refused mail before. Pass the link on, or ask an operator to lift it.",
  },
  failed: {
    word: "Failed",
    icon: "warning",
    tone: "trouble",
    meaning: "It could not be sent. Send it again, or pass the link on yourself.",
  },
  cancelled: {
    word: "Cancelled",
    icon: "block",
    tone: "off",
    meaning: "It was taken back before it was sent.",
  },
};
