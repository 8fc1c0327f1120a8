import { Button, Group } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import type { TimeEntry } from "../../api/types";
import { exactDurationText } from "../../ui/durationText";
import { useFormats } from "../../ui/formats";
import { notifyProblem } from "../../ui/notifyProblem";
import { useCreateEntry, useDeleteEntry } from "./changes";

/**
 * Deletes at once and offers to bring the entry back. Bringing it back makes it anew, so that
 * closing the page in between never leaves a deletion half meant.
 */
export function useDeleteWithUndo(): (entry: TimeEntry) => void {
  const formats = useFormats();
  const { mutateAsync: remove } = useDeleteEntry();
  const { mutateAsync: create } = useCreateEntry();

  const restore = async (entry: TimeEntry, stoppedAt: string) => {
    try {
      await create({
        startedAt: entry.startedAt,
        stoppedAt,
        description: entry.description,
        projectId: entry.projectId ?? null,
        taskId: entry.taskId ?? null,
        categoryId: entry.categoryId ?? null,
      });
    } catch (error) {
      notifyProblem("The entry was not brought back", error);
    }
  };

  return async (entry) => {
    const removed = await remove(entry).then(
      () => true,
      // Said by the mutation itself.
      () => false,
    );
    if (!removed) {
      return;
    }
    const { stoppedAt } = entry;
    const id = `deleted-${entry.id}`;
    notifications.show({
      id,
      autoClose: 10_000,
      title: "Entry deleted",
      closeButtonProps: { "aria-label": "Dismiss" },
      message: (
        <Group justify="space-between" wrap="nowrap" gap="sm">
          <span>
            {entry.description || "No description"} ·{" "}
            {exactDurationText(entry.seconds ?? 0, formats)}
          </span>
          {stoppedAt && (
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                notifications.hide(id);
                void restore(entry, stoppedAt);
              }}
            >
              Undo
            </Button>
          )}
        </Group>
      ),
    });
  };
}
