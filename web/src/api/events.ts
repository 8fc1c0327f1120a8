import type { QueryClient, QueryKey } from "@tanstack/react-query";
import { patience } from "./client";
import { keys } from "./keys";
import { readProblem } from "./problem";

/**
 * How an open page learns of others' changes. `unavailable`: the server (or the browser) has no such
 * stream, and pages are brought up to date on coming back to them, as without it.
 */
export type LiveState = "connecting" | "live" | "reconnecting" | "unavailable";

export interface EventHandlers {
  /** Rows of these tables have changed; null stands for all of the organization's. */
  onChanged: (tables: ReadonlySet<string> | null) => void;
  /** One's own role has changed. */
  onAccess: () => void;
  /** One has become a member somewhere, or is none any more there. */
  onMemberships: () => void;
  /** One's membership has ended. */
  onRevoked: () => void;
  onState: (state: LiveState) => void;
}

/** Changes come in bursts (a bulk edit is hundreds); this long, in milliseconds, they are gathered. */
const gathering = 120;
/**
 * A page nobody looks at lets go of its stream after this long: over HTTP/1.1 a browser opens six
 * connections to a server for all its tabs, and the seventh tab would wait for ever.
 */
const hiddenPatience = 10_000;
const firstDelay = 1_000;
const longestDelay = 30_000;

/**
 * Listens to what changes in an organization until the returned function is called.
 *
 * The browser mends short breaks itself, and asks for what it missed by `Last-Event-ID`. When it
 * gives up, a new stream is opened, which has missed an unknown part: everything is asked for again.
 */
export function listen(organizationId: string, handlers: EventHandlers): () => void {
  const stream = new Stream(organizationId, handlers);
  stream.start();
  return () => stream.stop();
}

class Stream {
  readonly #address: string;
  readonly #handlers: EventHandlers;
  #source: EventSource | null = null;
  #stopped = false;
  #failures = 0;
  /** Whether a stream was open before, so that the next one has a gap before it. */
  #hasGap = false;
  #tables = new Set<string>();
  #gathered: number | undefined;
  #retry: number | undefined;
  #hidden: number | undefined;
  #question: AbortController | null = null;

  constructor(organizationId: string, handlers: EventHandlers) {
    this.#address = `/api/v1/organizations/${encodeURIComponent(organizationId)}/events`;
    this.#handlers = handlers;
  }

  start(): void {
    if (typeof EventSource === "undefined") {
      this.#handlers.onState("unavailable");
      return;
    }
    document.addEventListener("visibilitychange", this.#onVisibility);
    window.addEventListener("online", this.#onOnline);
    this.#handlers.onState("connecting");
    this.#open();
  }

  stop(): void {
    this.#stopped = true;
    this.#close();
    window.clearTimeout(this.#gathered);
    window.clearTimeout(this.#hidden);
    document.removeEventListener("visibilitychange", this.#onVisibility);
    window.removeEventListener("online", this.#onOnline);
  }

  #open(): void {
    this.#close();
    const source = new EventSource(this.#address, { withCredentials: true });
    this.#source = source;
    source.onopen = () => {
      this.#failures = 0;
      this.#handlers.onState("live");
      if (this.#hasGap) {
        this.#handlers.onChanged(null);
      }
      this.#hasGap = false;
    };
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) {
        void this.#gaveUp();
      } else {
        this.#handlers.onState("reconnecting");
      }
    };
    source.addEventListener("changed", ({ data }) => this.#gather(tableOf(data)));
    source.addEventListener("access", () => this.#handlers.onAccess());
    source.addEventListener("memberships", () => this.#handlers.onMemberships());
    source.addEventListener("reset", () => this.#gather(null));
    source.addEventListener("revoked", () => {
      this.stop();
      this.#handlers.onRevoked();
    });
  }

  #close(): void {
    window.clearTimeout(this.#retry);
    this.#question?.abort();
    this.#question = null;
    this.#source?.close();
    this.#source = null;
  }

  #gather(table: string | null): void {
    if (table === null) {
      window.clearTimeout(this.#gathered);
      this.#gathered = undefined;
      this.#tables = new Set();
      this.#handlers.onChanged(null);
      return;
    }
    this.#tables.add(table);
    this.#gathered ??= window.setTimeout(() => {
      const tables = this.#tables;
      this.#tables = new Set();
      this.#gathered = undefined;
      this.#handlers.onChanged(tables);
    }, gathering);
  }

  /** An `EventSource` tells of no status, so the reason is asked for once, by an ordinary request. */
  async #gaveUp(): Promise<void> {
    this.#close();
    this.#hasGap = true;
    const question = new AbortController();
    this.#question = question;
    const verdict = await ask(this.#address, question.signal);
    if (this.#stopped || question.signal.aborted) {
      return;
    }
    if (verdict === "missing") {
      this.stop();
      this.#handlers.onState("unavailable");
      return;
    }
    if (verdict === "refused") {
      // Signed out, or not a member any more: the session says which, and the page follows.
      this.stop();
      this.#handlers.onAccess();
      return;
    }
    this.#handlers.onState("reconnecting");
    const delay = Math.min(firstDelay * 2 ** this.#failures, longestDelay);
    this.#failures += 1;
    // Half of it by chance, so that a thousand pages do not come back in the same moment.
    this.#retry = window.setTimeout(() => this.#open(), delay / 2 + Math.random() * (delay / 2));
  }

  readonly #onVisibility = () => {
    window.clearTimeout(this.#hidden);
    if (document.visibilityState === "hidden") {
      this.#hidden = window.setTimeout(() => {
        this.#hasGap = true;
        this.#close();
      }, hiddenPatience);
    } else if (this.#source === null) {
      this.#open();
    }
  };

  readonly #onOnline = () => {
    if (this.#source?.readyState !== EventSource.OPEN) {
      this.#hasGap = true;
      this.#open();
    }
  };
}

type Verdict = "missing" | "refused" | "again";

async function ask(address: string, stopped: AbortSignal): Promise<Verdict> {
  const enough = new AbortController();
  const signal = AbortSignal.any([stopped, enough.signal, AbortSignal.timeout(patience)]);
  try {
    const response = await fetch(new Request(new URL(address, window.location.origin), { signal }));
    if (response.ok) {
      // The stream is there after all: this request must not keep one open beside it.
      enough.abort();
      return "again";
    }
    const problem = readProblem(response.status, await response.json().catch(() => null));
    return verdictOf(response.status, problem.code);
  } catch {
    return "again";
  }
}

function verdictOf(status: number, code: string): Verdict {
  if (status === 401 || status === 403 || code === "organization_not_found") {
    return "refused";
  }
  return status === 404 || status === 405 || status === 501 ? "missing" : "again";
}

function tableOf(data: unknown): string | null {
  try {
    const parsed: unknown = JSON.parse(String(data));
    const table =
      typeof parsed === "object" && parsed !== null && "table" in parsed && parsed.table;
    return typeof table === "string" ? table : null;
  } catch {
    // Something has changed, though not in words this version knows.
    return null;
  }
}

/** Marks as out of date what a change of these tables can show up in; what is on screen is refetched. */
export async function invalidateTables(
  queryClient: QueryClient,
  organizationId: string,
  tables: ReadonlySet<string> | null,
): Promise<void> {
  const stale = new Map<string, QueryKey>();
  for (const key of tables === null ? everything(organizationId) : [...tables].flatMap(affected)) {
    stale.set(JSON.stringify(key), key);
  }
  await Promise.all([...stale.values()].map((queryKey) => invalidate(queryClient, queryKey)));

  function affected(table: string): QueryKey[] {
    return affectedBy[table]?.(organizationId) ?? everything(organizationId);
  }
}

function invalidate(queryClient: QueryClient, queryKey: QueryKey): Promise<void> {
  // Everything of the session's shares its first part: the session itself is meant alone.
  return queryClient.invalidateQueries({ queryKey, exact: queryKey === keys.session });
}

const affectedBy: Record<string, (organizationId: string) => QueryKey[]> = {
  clients: (id) => [keys.clients(id), keys.summaries(id)],
  projects: (id) => [keys.projects(id), keys.summaries(id)],
  tasks: (id) => [keys.tasks(id)],
  categories: (id) => [keys.categories(id)],
  timeEntries: (id) => [keys.timeEntries(id), keys.summaries(id), keys.timer(id), keys.timers],
  members: (id) => [keys.members(id), keys.auditLog(id)],
  invitations: (id) => [keys.invitations(id), keys.auditLog(id)],
  organizations: (id) => [keys.session, keys.auditLog(id)],
};

function everything(organizationId: string): QueryKey[] {
  return [keys.organization(organizationId), keys.session, keys.timers];
}
