import { notifications } from "@mantine/notifications";
import { explain } from "../api/explanation";
import { asProblem } from "../api/problem";

/** Says that something a reader just did has failed. `what` is e.g. “The timer was not stopped”. */
export function notifyProblem(what: string, error: unknown): void {
  const problem = asProblem(error);
  // The sign-in page says this one, and brings the reader back.
  if (problem.code === "not_authenticated") {
    return;
  }
  const { happened, todo } = explain(problem);
  const reference = problem.body.requestId ? ` (Reference ${problem.body.requestId})` : "";
  notifications.show({
    color: "red",
    title: what,
    message: `${happened} ${todo}${reference}`,
    autoClose: 12_000,
    closeButtonProps: { "aria-label": "Dismiss" },
  });
}
