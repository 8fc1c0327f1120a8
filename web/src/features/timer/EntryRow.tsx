import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import { memo } from "react";
import type { TimeEntry, TimeEntryChange } from "../../api/types";
import { clockTimeText } from "../../ui/clockTime";
import { exactDurationText } from "../../ui/durationText";
import { useFormats } from "../../ui/formats";
import { Icon } from "../../ui/Icon";
import { InlineField } from "../../ui/InlineField";
import { useStartTimer, useUpdateEntry } from "./changes";
import { daysLater } from "./days";
import classes from "./EntryRow.module.css";
import { editDuration, editEnd, editStart, type TimesEdit } from "./entryTimes";
import { ProjectPicker } from "./ProjectPicker";
import { useDeleteWithUndo } from "./useDeleteWithUndo";

interface EntryRowProps {
  entry: TimeEntry;
  /** Whose it is, where it is not one's own. */
  by: string | null;
  onEdit: (entry: TimeEntry) => void;
}

/** A tracked entry. All of it is edited in place; its date, in the details. */
export const EntryRow = memo(function EntryRow({ entry, by, onEdit }: EntryRowProps) {
  const formats = useFormats();
  const update = useUpdateEntry();
  const start = useStartTimer();
  const remove = useDeleteWithUndo();
  const name = entry.description || "entry without description";
  const startedAt = new Date(entry.startedAt);
  const stoppedAt = new Date(entry.stoppedAt ?? entry.startedAt);
  const later = daysLater(startedAt, stoppedAt);

  const save = (change: TimeEntryChange) => update.mutate({ entry, change });
  const saveTimes = (edit: TimesEdit): string | null => {
    if ("refusal" in edit) {
      return edit.refusal;
    }
    save(edit.change);
    return null;
  };

  return (
    <li className={classes.row} data-saving={update.isPending || undefined}>
      <div className={classes.description}>
        {by !== null && <bdi className={classes.by}>{by}</bdi>}
        <InlineField
          label="Description"
          value={entry.description}
          placeholder="Add a description"
          wide
          onCommit={(description) => {
            save({ description });
            return null;
          }}
        />
      </div>
      <div className={classes.project}>
        <ProjectPicker
          projectId={entry.projectId ?? null}
          onPick={(projectId) => save({ projectId })}
        />
      </div>
      <div className={classes.times}>
        <InlineField
          label="Start time"
          value={clockTimeText(startedAt, formats)}
          figures
          align="end"
          onCommit={(text) => saveTimes(editStart(entry, text, new Date()))}
        />
        <span aria-hidden="true">–</span>
        <InlineField
          label="End time"
          value={clockTimeText(stoppedAt, formats)}
          figures
          onCommit={(text) => saveTimes(editEnd(entry, text))}
        />
        {later > 0 && (
          <Tooltip label={later === 1 ? "Ends on the next day" : `Ends ${later} days later`}>
            <sup className={classes.later}>+{later}</sup>
          </Tooltip>
        )}
      </div>
      <div className={classes.duration}>
        <InlineField
          label="Duration"
          value={exactDurationText(entry.seconds ?? 0, formats)}
          figures
          align="end"
          onCommit={(text) => saveTimes(editDuration(entry, text))}
        />
      </div>
      <div className={classes.actions}>
        <Tooltip label="Continue">
          <ActionIcon
            variant="subtle"
            c="var(--tn-accent)"
            size="lg"
            aria-label={`Continue ${name}`}
            loading={start.isPending}
            onClick={() =>
              start.mutate({
                description: entry.description,
                projectId: entry.projectId ?? null,
                taskId: entry.taskId ?? null,
                categoryId: entry.categoryId ?? null,
              })
            }
          >
            <Icon name="play" />
          </ActionIcon>
        </Tooltip>
        <Menu>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={`More for ${name}`}>
              <Icon name="dots" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Icon name="pencil" size={16} />} onClick={() => onEdit(entry)}>
              Edit details
            </Menu.Item>
            <Menu.Item
              color="red"
              leftSection={<Icon name="trash" size={16} />}
              onClick={() => remove(entry)}
            >
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
});
