import { Switch } from "@mantine/core";
import { notifyProblem } from "../../ui/notifyProblem";
import { useSession } from "../session/session";
import { useUpdateAccount } from "./account";

/** Whether one is mailed what one tracked in the week before. */
export function WeeklySummary({ wanted }: { wanted: boolean }) {
  const { instance } = useSession();
  const update = useUpdateAccount();
  // What was just chosen is shown at once; a refusal brings back what is true.
  const shown = update.isPending ? (update.variables.weeklySummary ?? wanted) : wanted;
  return (
    <Switch
      label="Weekly summary"
      description={
        instance.mail === "kept"
          ? "On Mondays, what you tracked in the week before. No mail leaves this instance at present."
          : "On Mondays, what you tracked in the week before, in each of your organizations."
      }
      checked={shown}
      onChange={(event) =>
        update.mutate(
          { weeklySummary: event.currentTarget.checked },
          { onError: (error) => notifyProblem("The weekly summary stays as it was", error) },
        )
      }
    />
  );
}
