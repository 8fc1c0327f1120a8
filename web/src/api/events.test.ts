import { QueryClient } from "@tanstack/react-query";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EventHandlers, invalidateTables, listen } from "./events";
import { keys } from "./keys";

class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  static opened: FakeEventSource[] = [];
  static get last(): FakeEventSource {
    const last = FakeEventSource.opened.at(-1);
    if (last === undefined) {
      throw new Error("No stream was opened.");
    }
    return last;
  }

  readyState = FakeEventSource.CONNECTING;
  onopen: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    FakeEventSource.opened.push(this);
  }

  close() {
    this.readyState = FakeEventSource.CLOSED;
  }

  /** What the browser does when an answer comes. */
  accept() {
    this.readyState = FakeEventSource.OPEN;
    this.onopen?.();
  }

  fail(readyState: number) {
    this.readyState = readyState;
    this.onerror?.();
  }

  send(type: string, data: unknown) {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

function handlers() {
  return {
    onChanged: vi.fn<EventHandlers["onChanged"]>(),
    onAccess: vi.fn<EventHandlers["onAccess"]>(),
    onMemberships: vi.fn<EventHandlers["onMemberships"]>(),
    onRevoked: vi.fn<EventHandlers["onRevoked"]>(),
    onState: vi.fn<EventHandlers["onState"]>(),
  };
}

function answer(status: number, body: unknown = {}) {
  const ask = vi.fn(async () => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal("fetch", ask);
  return ask;
}

function visibility(state: "visible" | "hidden") {
  vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);
  document.dispatchEvent(new Event("visibilitychange"));
}

beforeEach(() => {
  vi.useFakeTimers();
  FakeEventSource.opened = [];
  vi.stubGlobal("EventSource", FakeEventSource);
});

let stop: () => void = () => undefined;
afterEach(() => stop());

describe("a stream", () => {
  it("tells that one has become a member elsewhere", () => {
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.accept();
    FakeEventSource.last.send("memberships", {});
    expect(told.onMemberships).toHaveBeenCalledOnce();
    expect(told.onAccess).not.toHaveBeenCalled();
  });

  it("is one for the organization, and closes when it is no longer wanted", () => {
    const told = handlers();
    stop = listen("acme", told);
    expect(FakeEventSource.opened.map(({ url }) => url)).toEqual([
      "/api/v1/organizations/acme/events",
    ]);
    FakeEventSource.last.accept();
    expect(told.onState.mock.calls).toEqual([["connecting"], ["live"]]);
    expect(told.onChanged).not.toHaveBeenCalled();
    stop();
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.CLOSED);
  });

  it("gathers a burst of changes into one", () => {
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.accept();
    for (const table of ["projects", "projects", "clients"]) {
      FakeEventSource.last.send("changed", { table, id: "1", kind: "updated" });
    }
    vi.advanceTimersByTime(200);
    expect(told.onChanged.mock.calls).toEqual([[new Set(["projects", "clients"])]]);
    FakeEventSource.last.send("changed", { table: "members", id: "1", kind: "updated" });
    vi.advanceTimersByTime(200);
    expect(told.onChanged).toHaveBeenLastCalledWith(new Set(["members"]));
  });

  it("tells of a reset, of a change of one's role, and of the end of the membership", () => {
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.accept();
    FakeEventSource.last.send("reset", {});
    expect(told.onChanged).toHaveBeenLastCalledWith(null);
    FakeEventSource.last.send("access", {});
    expect(told.onAccess).toHaveBeenCalledOnce();
    FakeEventSource.last.send("revoked", {});
    expect(told.onRevoked).toHaveBeenCalledOnce();
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.CLOSED);
  });

  it("leaves short breaks to the browser, which asks for what it missed", () => {
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.accept();
    FakeEventSource.last.fail(FakeEventSource.CONNECTING);
    expect(told.onState).toHaveBeenLastCalledWith("reconnecting");
    FakeEventSource.last.accept();
    expect(told.onState).toHaveBeenLastCalledWith("live");
    expect(FakeEventSource.opened).toHaveLength(1);
    expect(told.onChanged).not.toHaveBeenCalled();
  });

  it("opens another when the browser gives up, later each time, and asks for everything then", async () => {
    vi.spyOn(Math, "random").mockReturnValue(1);
    answer(503);
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.accept();
    for (const [times, delay] of [1_000, 2_000, 4_000].entries()) {
      FakeEventSource.last.fail(FakeEventSource.CLOSED);
      await vi.advanceTimersByTimeAsync(delay - 1);
      expect(FakeEventSource.opened).toHaveLength(times + 1);
      await vi.advanceTimersByTimeAsync(1);
      expect(FakeEventSource.opened).toHaveLength(times + 2);
    }
    expect(told.onState).toHaveBeenLastCalledWith("reconnecting");
    FakeEventSource.last.accept();
    expect(told.onState).toHaveBeenLastCalledWith("live");
    expect(told.onChanged.mock.calls).toEqual([[null]]);
  });

  it.each([
    [404, { code: "route_not_found" }],
    [501, {}],
  ])("is done without where the server has none (%i)", async (status, body) => {
    answer(status, body);
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.fail(FakeEventSource.CLOSED);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(told.onState).toHaveBeenLastCalledWith("unavailable");
    expect(told.onAccess).not.toHaveBeenCalled();
    expect(FakeEventSource.opened).toHaveLength(1);
  });

  it.each([
    [401, { code: "not_authenticated" }],
    [404, { code: "organization_not_found" }],
  ])("leaves it to the session when it is refused (%i)", async (status, body) => {
    answer(status, body);
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.fail(FakeEventSource.CLOSED);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(told.onAccess).toHaveBeenCalledOnce();
    expect(FakeEventSource.opened).toHaveLength(1);
  });

  it("opens none after being stopped while it asks for the reason", async () => {
    answer(503);
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.fail(FakeEventSource.CLOSED);
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(FakeEventSource.opened).toHaveLength(1);
  });

  it("is let go of on a page that nobody looks at, and taken up on coming back", () => {
    const told = handlers();
    stop = listen("acme", told);
    FakeEventSource.last.accept();
    visibility("hidden");
    vi.advanceTimersByTime(9_000);
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.OPEN);
    vi.advanceTimersByTime(1_000);
    expect(FakeEventSource.last.readyState).toBe(FakeEventSource.CLOSED);
    visibility("visible");
    expect(FakeEventSource.opened).toHaveLength(2);
    FakeEventSource.last.accept();
    expect(told.onChanged.mock.calls).toEqual([[null]]);
  });

  it("is done without in a browser that has none", () => {
    vi.stubGlobal("EventSource", undefined);
    const told = handlers();
    stop = listen("acme", told);
    expect(told.onState.mock.calls).toEqual([["unavailable"]]);
  });
});

describe("a change", () => {
  async function stale(tables: ReadonlySet<string> | null): Promise<string[]> {
    const queryClient = new QueryClient();
    const cached = [
      keys.session,
      keys.timers,
      keys.devices,
      ...["acme", "globex"].flatMap((id) => [
        keys.clients(id),
        keys.projects(id),
        keys.memberPages(id, {}),
        keys.timer(id),
        keys.summary(id, {}),
        keys.ownTimeEntries(id, "ada"),
      ]),
    ];
    for (const key of cached) {
      queryClient.setQueryData(key, {});
    }
    await invalidateTables(queryClient, "acme", tables);
    return cached
      .filter((key) => queryClient.getQueryState(key)?.isInvalidated)
      .map((key) => key.filter((part) => typeof part === "string").join("/"));
  }

  it("touches what shows it, in its organization alone", async () => {
    expect(await stale(new Set(["projects"]))).toEqual(["acme/projects", "acme/reports/summary"]);
    expect(await stale(new Set(["members"]))).toEqual(["acme/members/pages"]);
    expect(await stale(new Set(["organizations"]))).toEqual(["session"]);
    expect(await stale(new Set(["timeEntries"]))).toEqual([
      "session/timers",
      "acme/timer",
      "acme/reports/summary",
      "acme/timeEntries",
    ]);
  });

  it.each([[null], [new Set(["somethingNew"])]])(
    "of everything, or of something unknown, touches all of the organization's (%j)",
    async (tables) => {
      const touched = await stale(tables);
      expect(touched).toContain("acme/clients");
      expect(touched).toContain("session");
      expect(touched.filter((key) => key.startsWith("globex"))).toEqual([]);
      expect(touched).not.toContain("session/devices");
    },
  );
});
