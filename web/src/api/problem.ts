/** What the server answers when it refuses or fails (RFC 9457), as far as the app reads it. */
export interface ProblemBody {
  status: number;
  title: string;
  detail: string;
  code: string;
  requestId: string | null;
  fields: readonly FieldProblem[];
  permission: string | null;
  role: string | null;
}

export interface FieldProblem {
  field: string;
  code: string;
  message: string;
}

/**
 * The one error of the request code. Two codes never come from the server: `unreachable` (no answer
 * at all) and `no_answer_in_time` (the app stopped waiting).
 */
export class Problem extends Error {
  readonly body: ProblemBody;

  constructor(body: ProblemBody) {
    super(body.detail || body.title);
    this.name = "Problem";
    this.body = body;
  }

  get code(): string {
    return this.body.code;
  }

  /** The message for one form field or a part of it (`hourlyRate.minor`), or null. */
  field(name: string): string | null {
    return this.body.fields.find(({ field }) => isWithin(field, name))?.message ?? null;
  }

  /** Whether a form with these fields shows all there is to say, so that it needs no notice. */
  isAtFields(names: readonly string[]): boolean {
    return (
      this.body.fields.length > 0 &&
      this.body.fields.every(({ field }) => names.some((name) => isWithin(field, name)))
    );
  }
}

/** Reads a problem from whatever came back; a proxy in between may answer with HTML. */
export function readProblem(status: number, payload: unknown): Problem {
  const source = isRecord(payload) ? payload : {};
  return new Problem({
    status,
    title: text(source.title) ?? "The server refused the request",
    detail: text(source.detail) ?? "",
    code: text(source.code) ?? "unexpected_answer",
    requestId: text(source.requestId),
    fields: Array.isArray(source.fields) ? source.fields.flatMap(readField) : [],
    permission: text(source.permission),
    role: text(source.role),
  });
}

function isWithin(field: string, name: string): boolean {
  return field === name || field.startsWith(`${name}.`);
}

export function unreachable(): Problem {
  return local("unreachable", "The server cannot be reached", "");
}

export function noAnswerInTime(): Problem {
  return local("no_answer_in_time", "The server did not answer in time", "");
}

/** Any thrown value as a problem, so that every screen shows errors in one way. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) {
    return error;
  }
  const detail = error instanceof Error ? error.message : String(error);
  return local("app_error", "The app ran into an error", detail);
}

function local(code: string, title: string, detail: string): Problem {
  return new Problem({
    status: 0,
    title,
    detail,
    code,
    requestId: null,
    fields: [],
    permission: null,
    role: null,
  });
}

function readField(value: unknown): FieldProblem[] {
  if (!isRecord(value)) {
    return [];
  }
  const field = text(value.field);
  const message = text(value.message);
  return field && message ? [{ field, message, code: text(value.code) ?? "" }] : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
