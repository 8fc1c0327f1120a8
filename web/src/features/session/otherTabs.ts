// One object both tells and listens: a channel does not hear itself.
const channel =
  typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("tenure-session");

/** Tells the browser's other tabs that who is signed in, or what they are a member of, has changed. */
export function tellOtherTabs(): void {
  channel?.postMessage(null);
}

/** Calls back when another tab has told so, until the returned function is called. */
export function onOtherTab(listener: () => void): () => void {
  channel?.addEventListener("message", listener);
  return () => channel?.removeEventListener("message", listener);
}
