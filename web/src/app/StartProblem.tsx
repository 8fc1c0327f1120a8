import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { ProblemNotice } from "../ui/ProblemNotice";
import { Wordmark } from "../ui/Wordmark";
import classes from "./StartProblem.module.css";

/** When a page cannot be shown at all: why, and a way on. */
export function StartProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  return (
    <div className={classes.page}>
      <title>A problem · Tenure</title>
      <div className={classes.column}>
        <Wordmark />
        <ProblemNotice
          title="This page could not be opened"
          error={error}
          onRetry={() => {
            reset();
            void router.invalidate();
          }}
        />
      </div>
    </div>
  );
}
