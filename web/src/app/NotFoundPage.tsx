import { Link } from "@tanstack/react-router";
import { EmptyState } from "../ui/EmptyState";
import classes from "./StartProblem.module.css";

export function NotFoundPage() {
  return (
    <div className={classes.page}>
      <title>Not found · Tenure</title>
      <EmptyState icon="search" title="There is no such page">
        <p>
          The address may be mistyped, or the page has moved.{" "}
          <Link to="/">Go to the start page</Link>.
        </p>
      </EmptyState>
    </div>
  );
}
