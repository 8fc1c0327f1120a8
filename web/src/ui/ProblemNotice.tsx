import { Button } from "@mantine/core";
import { explain } from "../api/explanation";
import { asProblem } from "../api/problem";
import { Icon } from "./Icon";
import classes from "./ProblemNotice.module.css";

interface ProblemNoticeProps {
  error: unknown;
  onRetry?: () => void;
  /** What could not be done, e.g. “Your projects could not be loaded”. */
  title?: string;
}

/** An error as a reader needs it: what happened, what to do, and the reference for whoever helps. */
export function ProblemNotice({ error, onRetry, title }: ProblemNoticeProps) {
  const problem = asProblem(error);
  const { happened, todo, canRetry } = explain(problem);
  return (
    <div className={classes.notice} role="alert">
      <span className={classes.icon}>
        <Icon name={problem.code === "unreachable" ? "offline" : "warning"} size={20} />
      </span>
      <div className={classes.words}>
        <p className={classes.happened}>{title ?? happened}</p>
        {title && <p>{happened}</p>}
        <p className={classes.todo}>{todo}</p>
        {problem.body.fields.map(({ field, message }) => (
          <p key={field}>
            {field}: {message}
          </p>
        ))}
        {problem.body.requestId && (
          <p className={classes.reference}>
            Reference <code>{problem.body.requestId}</code>
          </p>
        )}
        {onRetry && canRetry && (
          <Button size="xs" variant="default" mt="sm" onClick={onRetry}>
            Try again
          </Button>
        )}
      </div>
    </div>
  );
}
