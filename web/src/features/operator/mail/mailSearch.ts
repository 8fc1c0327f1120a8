import { type MessageState, messageStates } from "../../../ui/messageState";

export const mailTabs = ["messages", "suppressed", "samples"] as const;
export type MailTab = (typeof mailTabs)[number];

/** What the page shows, kept in its address: a link to a message or a list can be passed on. */
export interface MailSearch {
  tab?: MailTab;
  state?: MessageState | undefined;
  find?: string | undefined;
  message?: string;
}

/** Reads the address; what it does not know is left out, so that the page opens in any case. */
export function readMailSearch(search: Record<string, unknown>): MailSearch {
  const tab = mailTabs.find((known) => known === search.tab);
  const state = messageStates.find((known) => known === search.state);
  return {
    ...(tab ? { tab } : {}),
    ...(state ? { state } : {}),
    ...(typeof search.find === "string" && search.find !== "" ? { find: search.find } : {}),
    ...(typeof search.message === "string" && search.message !== ""
      ? { message: search.message }
      : {}),
  };
}
