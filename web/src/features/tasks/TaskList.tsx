import { ActionIcon, Button, Checkbox, Group, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { asProblem } from "../../api/problem";
import type { Task } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { InlineField } from "../../ui/InlineField";
import { LoadingRows } from "../../ui/LoadingRows";
import { notifyProblem } from "../../ui/notifyProblem";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { useCreateTask, useDeleteTask, useUpdateTask } from "./changes";
import classes from "./TaskList.module.css";
import { tasksQuery } from "./tasks";

/** The tasks of a project: added, renamed, done and deleted where they stand. */
export function TaskList({ projectId }: { projectId: string }) {
  const organizationId = useMembership().organization.id;
  const tasks = useQuery(tasksQuery(organizationId, projectId));
  const mayCreate = useMay("tasks.create");
  return (
    <section className={classes.tasks} aria-label="Tasks">
      <Group justify="space-between">
        <h3 className={classes.title}>Tasks</h3>
        {!mayCreate && <Why question="can I not add tasks" permission="tasks.create" />}
      </Group>
      {tasks.isPending && <LoadingRows label="Loading tasks" rows={2} />}
      {tasks.isError && (
        <ProblemNotice
          title="Tasks could not be loaded"
          error={tasks.error}
          onRetry={() => tasks.refetch()}
        />
      )}
      {tasks.data?.length === 0 && (
        <p className={classes.none}>None yet. Time can be tracked on the project as a whole.</p>
      )}
      {tasks.data && tasks.data.length > 0 && (
        <ul className={classes.list}>
          {tasks.data.map((task) => (
            <TaskRow key={task.id} task={task} />
          ))}
        </ul>
      )}
      {mayCreate && <NewTask projectId={projectId} />}
    </section>
  );
}

function TaskRow({ task }: { task: Task }) {
  const mayUpdate = useMay("tasks.update");
  const mayDelete = useMay("tasks.delete");
  // One each: a mutation tells only its latest caller how it ended.
  const rename = useUpdateTask();
  const tick = useUpdateTask();
  const remove = useDeleteTask();
  // What was clicked shows in the click's own frame, and goes back if the server refuses. A mutation's
  // state comes a tick later, by when React has put the box back.
  const [clicked, setClicked] = useState<boolean | null>(null);
  const isDone = clicked ?? task.isDone;
  return (
    <li className={classes.row} data-done={isDone || undefined}>
      <Checkbox
        aria-label={`${task.name} is done`}
        checked={isDone}
        disabled={!mayUpdate || tick.isPending}
        onChange={(event) => {
          const { checked } = event.currentTarget;
          setClicked(checked);
          tick.mutate({ task, change: { isDone: checked } }, { onSettled: () => setClicked(null) });
        }}
      />
      {mayUpdate ? (
        <InlineField
          label={`Name of the task ${task.name}`}
          value={task.name}
          wide
          onCommit={(name) => {
            if (name === "") {
              return "A task has a name.";
            }
            rename.mutate({ task, change: { name } });
            return null;
          }}
        />
      ) : (
        <span className={classes.name}>{task.name}</span>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`Delete the task ${task.name}`}
        disabled={!mayDelete}
        loading={remove.isPending}
        onClick={() =>
          remove.mutate(task, {
            onError: (error) => notifyProblem("The task was not deleted", error),
          })
        }
      >
        <Icon name="trash" size={16} />
      </ActionIcon>
    </li>
  );
}

/** Not a form of its own: it stands in the project's, whose Enter must not save the project. */
function NewTask({ projectId }: { projectId: string }) {
  const [name, setName] = useState("");
  const create = useCreateTask(projectId);
  const problem = create.error ? asProblem(create.error) : null;
  const add = () => {
    if (name.trim() !== "" && !create.isPending) {
      create.mutate(name.trim(), { onSuccess: () => setName("") });
    }
  };
  return (
    <>
      <div className={classes.add}>
        <TextInput
          className={classes.name}
          aria-label="New task"
          placeholder="New task"
          maxLength={200}
          value={name}
          error={problem?.field("name")}
          onChange={(event) => setName(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter") {
              event.preventDefault();
              add();
            }
          }}
        />
        <Button
          variant="default"
          disabled={name.trim() === ""}
          loading={create.isPending}
          onClick={add}
        >
          Add task
        </Button>
      </div>
      {problem && !problem.isAtFields(["name"]) && (
        <ProblemNotice title="The task was not added" error={problem} />
      )}
    </>
  );
}
