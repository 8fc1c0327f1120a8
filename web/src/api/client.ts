import createClient from "openapi-fetch";
import { requestFailed, requestSucceeded } from "./connection";
import { noAnswerInTime, Problem, readProblem, unreachable } from "./problem";
import type { paths } from "./schema";
import type { Whole } from "./types";

/** No wait is endless: after this long the app says so and offers a way on. */
export const patience = 10_000;

export const api = createClient<paths>({
  // An absolute address, because fetch outside a browser (unit tests) takes no other.
  baseUrl: `${window.location.origin}/api/v1`,
  credentials: "same-origin",
  fetch: fetchWithPatience,
});

async function fetchWithPatience(request: Request): Promise<Response> {
  const timeout = AbortSignal.timeout(patience);
  try {
    const response = await fetch(request, { signal: AbortSignal.any([request.signal, timeout]) });
    // A gateway's 502 says as little about the server as no answer does, but it is an answer.
    requestSucceeded();
    return response;
  } catch (error) {
    if (request.signal.aborted) {
      throw error;
    }
    if (timeout.aborted) {
      throw noAnswerInTime();
    }
    requestFailed();
    throw unreachable();
  }
}

type Answer<Data> =
  | { data: Data; error?: never; response: Response }
  | { data?: never; error: unknown; response: Response };

/** The data of an answer, or a thrown `Problem`. */
export async function unwrap<Data>(answer: Promise<Answer<Data>>): Promise<Whole<Data>> {
  const { data, error, response } = await settle(answer);
  if (!response.ok) {
    throw readProblem(response.status, error);
  }
  return data as Whole<Data>;
}

/** For answers without a body (204): throws a `Problem` or returns nothing. */
export async function expectDone(answer: Promise<Answer<unknown>>): Promise<void> {
  const { error, response } = await settle(answer);
  if (!response.ok) {
    throw readProblem(response.status, error);
  }
}

async function settle<Data>(answer: Promise<Answer<Data>>): Promise<Answer<Data>> {
  try {
    return await answer;
  } catch (error) {
    if (
      error instanceof Problem ||
      (error instanceof DOMException && error.name === "AbortError")
    ) {
      throw error;
    }
    // The body stopped coming, or was not the JSON it claimed to be.
    throw error instanceof SyntaxError ? readProblem(502, null) : unreachable();
  }
}
