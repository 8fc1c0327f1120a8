import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useConnection } from "../../api/connection";
import { sessionQuery } from "../../features/session/session";
import { Icon } from "../../ui/Icon";
import classes from "./ConnectionBanner.module.css";

const secondsBetweenAttempts = 5;

/** Says that nothing gets through, keeps trying, and brings everything up to date afterwards. */
export function ConnectionBanner() {
  const connection = useConnection();
  const queryClient = useQueryClient();
  const isDown = connection !== "online";

  useEffect(() => {
    if (!isDown) {
      return;
    }
    const attempt = window.setInterval(
      () => queryClient.refetchQueries({ queryKey: sessionQuery.queryKey, exact: true }),
      secondsBetweenAttempts * 1000,
    );
    return () => {
      window.clearInterval(attempt);
      void queryClient.invalidateQueries();
    };
  }, [isDown, queryClient]);

  return (
    <div role="status">
      {isDown && (
        <div className={classes.banner}>
          <Icon name="offline" />
          {connection === "offline"
            ? "You are offline. What you see may be old, and changes cannot be saved."
            : "The server cannot be reached. Trying again; changes cannot be saved until then."}
        </div>
      )}
    </div>
  );
}
