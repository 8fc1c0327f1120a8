import { vi } from "vitest";

type Answer = unknown | ((request: Request) => unknown | Promise<unknown>);

/** An answer with a status other than 200. */
export class Status {
  readonly status: number;
  readonly body: unknown;

  constructor(status: number, body: unknown = null) {
    this.status = status;
    this.body = body;
  }
}

/**
 * Puts answers in the place of the server: `"GET /auth/session"` to a body, a `Status`, or a function
 * of the request. What has no answer is a 404, as it is on the real one.
 */
export function fakeServer(answers: Record<string, Answer>): { requests: string[] } {
  const requests: string[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const path = new URL(request.url).pathname.replace("/api/v1", "");
    const name = `${request.method} ${path}`;
    requests.push(name);
    const answer = answers[name] ?? new Status(404, { code: "route_not_found", title: name });
    const given = typeof answer === "function" ? await answer(request) : answer;
    const { status, body } = given instanceof Status ? given : new Status(200, given);
    return new Response(body === null ? null : JSON.stringify(body), {
      status,
      headers: { "content-type": "application/json" },
    });
  });
  return { requests };
}
