import { useSyncExternalStore } from "react";

/** `offline`: the device says so. `unreachable`: it is online, but the server gave no answer. */
export type Connection = "online" | "offline" | "unreachable";

let lastRequestFailed = false;
const listeners = new Set<() => void>();

function changed(): void {
  for (const listener of listeners) {
    listener();
  }
}

export function requestSucceeded(): void {
  if (lastRequestFailed) {
    lastRequestFailed = false;
    changed();
  }
}

export function requestFailed(): void {
  if (!lastRequestFailed) {
    lastRequestFailed = true;
    changed();
  }
}

export function connection(): Connection {
  if (!navigator.onLine) {
    return "offline";
  }
  return lastRequestFailed ? "unreachable" : "online";
}

export function onConnectionChange(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("online", listener);
  window.addEventListener("offline", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("online", listener);
    window.removeEventListener("offline", listener);
  };
}

export function useConnection(): Connection {
  return useSyncExternalStore(onConnectionChange, connection);
}
