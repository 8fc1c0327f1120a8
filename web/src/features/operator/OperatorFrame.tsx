import { Outlet } from "@tanstack/react-router";
import { EmptyState } from "../../ui/EmptyState";
import { useUser } from "../session/session";

/** Everything below `/operator`. The server decides; this only says it in words before asking. */
export function OperatorFrame() {
  const user = useUser();
  return user.isOperator ? (
    <Outlet />
  ) : (
    <>
      <title>For operators · Tenure</title>
      <EmptyState icon="block" title="This area is for operators">
        <p>
          Here people run the instance that all organizations share. {user.email ?? "Your account"}{" "}
          is no operator of it. If it should be, ask whoever runs this instance.
        </p>
      </EmptyState>
    </>
  );
}
