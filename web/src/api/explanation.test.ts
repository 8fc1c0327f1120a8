import { describe, expect, it } from "vitest";
import { explain } from "./explanation";
import { asProblem, noAnswerInTime, Problem, readProblem } from "./problem";

const refusal = (code: string, more: object = {}) =>
  readProblem(403, { title: "Refused", detail: "", code, requestId: "r-1", ...more });

describe("reading problems", () => {
  it("keeps code, reference and fields", () => {
    const problem = readProblem(422, {
      title: "Not valid",
      detail: "",
      code: "validation_failed",
      requestId: "r-7",
      fields: [{ field: "name", code: "required", message: "Give it a name." }, { field: 3 }],
    });
    expect(problem.body.requestId).toBe("r-7");
    expect(problem.field("name")).toBe("Give it a name.");
    expect(problem.field("email")).toBeNull();
  });

  it("knows whether a form's fields show all of it", () => {
    const problem = readProblem(422, {
      code: "validation_failed",
      fields: [
        { field: "hourlyRate.minor", message: "Too much." },
        { field: "archived", message: "Not now." },
      ],
    });
    expect(problem.field("hourlyRate")).toBe("Too much.");
    expect(problem.isAtFields(["hourlyRate"])).toBe(false);
    expect(problem.isAtFields(["hourlyRate", "archived"])).toBe(true);
    expect(refusal("internal").isAtFields(["name"])).toBe(false);
  });

  it("makes a problem of anything, also of a gateway's page", () => {
    expect(readProblem(502, "<html>").code).toBe("unexpected_answer");
    expect(asProblem(new TypeError("x is undefined"))).toBeInstanceOf(Problem);
  });
});

describe("explaining problems", () => {
  it("names the role and the permission that are wanted", () => {
    const { happened, todo, canRetry } = explain(
      refusal("access_denied", { role: "viewer", permission: "projects.update" }),
    );
    expect(happened).toContain("viewer");
    expect(todo).toContain("projects.update");
    expect(canRetry).toBe(false);
  });

  it("says where the organization's own choice decides", () => {
    const { todo } = explain(
      refusal("access_denied", { role: "member", permission: "rates.read" }),
    );
    expect(todo).toContain("and members where the organization lets them");
  });

  it("offers to try again where that can help", () => {
    expect(explain(noAnswerInTime()).canRetry).toBe(true);
    expect(explain(refusal("overloaded")).canRetry).toBe(true);
    expect(explain(refusal("invalid_credentials")).canRetry).toBe(false);
  });

  it("falls back on the server's own words", () => {
    const problem = readProblem(409, { title: "Too late", detail: "It was closed.", code: "new" });
    expect(explain(problem).happened).toBe("Too late. It was closed.");
  });
});
