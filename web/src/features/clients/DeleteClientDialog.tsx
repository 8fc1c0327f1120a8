import { asProblem } from "../../api/problem";
import type { Client } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { notifyProblem } from "../../ui/notifyProblem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useArchiveClient, useDeleteClient } from "./changes";

interface DeleteClientDialogProps {
  client: Client;
  onClose: () => void;
}

/** Asks first; where its projects forbid it, says so and offers what can be done instead. */
export function DeleteClientDialog({ client, onClose }: DeleteClientDialogProps) {
  const remove = useDeleteClient();
  const archive = useArchiveClient();

  if (remove.error && asProblem(remove.error).code === "still_in_use") {
    return (
      <ConfirmDialog
        opened
        title="This client has projects"
        confirmLabel={client.archived ? "Close" : "Archive instead"}
        pending={archive.isPending}
        onClose={onClose}
        onConfirm={() =>
          client.archived
            ? onClose()
            : archive.mutate(
                { id: client.id, archived: true },
                {
                  onSuccess: onClose,
                  onError: (error) => notifyProblem("The client was not archived", error),
                },
              )
        }
      >
        Deleting “{client.name}” would leave its projects without one, so it stays. An archived
        client is out of the way, keeps its projects, and can be brought back.
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={`Delete “${client.name}”?`}
      confirmLabel="Delete client"
      danger
      pending={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(client.id, { onSuccess: onClose })}
    >
      {remove.error ? <ProblemNotice error={remove.error} /> : "This cannot be undone."}
    </ConfirmDialog>
  );
}
