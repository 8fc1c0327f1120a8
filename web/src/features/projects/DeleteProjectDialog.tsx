import { asProblem } from "../../api/problem";
import type { Project } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { notifyProblem } from "../../ui/notifyProblem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useArchiveProject, useDeleteProject } from "./changes";

interface DeleteProjectDialogProps {
  project: Project;
  onClose: () => void;
}

/** Asks first; where tracked time forbids it, says so and offers what can be done instead. */
export function DeleteProjectDialog({ project, onClose }: DeleteProjectDialogProps) {
  const remove = useDeleteProject();
  const archive = useArchiveProject();

  if (remove.error && asProblem(remove.error).code === "still_in_use") {
    return (
      <ConfirmDialog
        opened
        title="This project has tracked time"
        confirmLabel={project.archived ? "Close" : "Archive instead"}
        pending={archive.isPending}
        onClose={onClose}
        onConfirm={() =>
          project.archived
            ? onClose()
            : archive.mutate(
                { id: project.id, archived: true },
                {
                  onSuccess: onClose,
                  onError: (error) => notifyProblem("The project was not archived", error),
                },
              )
        }
      >
        Deleting “{project.name}” would orphan its entries, so it stays. An archived project is out
        of the way, keeps its time, and can be brought back.
      </ConfirmDialog>
    );
  }
  return (
    <ConfirmDialog
      opened
      title={`Delete “${project.name}”?`}
      confirmLabel="Delete project"
      danger
      pending={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate(project.id, { onSuccess: onClose })}
    >
      {remove.error ? <ProblemNotice error={remove.error} /> : "This cannot be undone."}
    </ConfirmDialog>
  );
}
