import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useConnection } from "../api/connection";
import { asProblem } from "../api/problem";
import { ProblemNotice } from "../ui/ProblemNotice";
import { Wordmark } from "../ui/Wordmark";
import classes from "./StartProblem.module.css";

/** When a page cannot be shown at all: why, and a way on. */
export function StartProblem({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const connection = useConnection();
  const wasUnreachable = asProblem(error).code === "unreachable";

  useEffect(() => {
    if (wasUnreachable && connection === "online") {
      reset();
      void router.invalidate();
    }
  }, [wasUnreachable, connection, reset, router]);

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
