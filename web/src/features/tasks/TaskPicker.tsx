import { useQuery } from "@tanstack/react-query";
import type { Task } from "../../api/types";
import type { PickerGroup } from "../../ui/pickerSearch";
import { SearchablePicker } from "../../ui/SearchablePicker";
import { useMembership } from "../organization/useOrganization";
import classes from "./TaskPicker.module.css";
import { tasksQuery } from "./tasks";

interface TaskPickerProps {
  projectId: string | null;
  taskId: string | null;
  onPick: (taskId: string | null) => void;
}

// Combobox options need a value; an id is never empty.
const noTask = "";

/** Picks one of the project's open tasks. Where there is none to pick, it is not there. */
export function TaskPicker({ projectId, taskId, onPick }: TaskPickerProps) {
  const organizationId = useMembership().organization.id;
  const tasks = useQuery({
    ...tasksQuery(organizationId, projectId ?? ""),
    enabled: projectId !== null,
  }).data;
  const task = tasks?.find(({ id }) => id === taskId);
  if (projectId === null || (taskId === null && !tasks?.some(({ isDone }) => !isDone))) {
    return null;
  }
  return (
    <SearchablePicker
      label={`Task: ${task ? task.name : "none"}`}
      groups={() => taskGroups(tasks ?? [], taskId)}
      value={taskId ?? noTask}
      searchPlaceholder="Find a task"
      nothingFound="No open task of this name."
      className={classes.target}
      onPick={(picked) => onPick(picked === noTask ? null : picked)}
    >
      <span className={classes.name} data-none={task ? undefined : true}>
        {task ? task.name : taskId === null ? "No task" : "…"}
      </span>
    </SearchablePicker>
  );
}

/** “No task”, then those that are not done, and the one that is picked in any case. */
export function taskGroups(tasks: readonly Task[], picked: string | null): PickerGroup[] {
  const open = tasks.filter(({ id, isDone }) => !isDone || id === picked);
  return [
    { label: "", options: [{ value: noTask, label: "No task" }] },
    { label: "Tasks", options: open.map(({ id, name }) => ({ value: id, label: name })) },
  ];
}
