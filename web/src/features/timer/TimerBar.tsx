import { Button, Tooltip, VisuallyHidden } from "@mantine/core";
import { useRef, useState } from "react";
import { clockTimeText } from "../../ui/clockTime";
import { clockText, spokenDuration } from "../../ui/durationText";
import { useFormats } from "../../ui/formats";
import { Icon } from "../../ui/Icon";
import { InlineField } from "../../ui/InlineField";
import { useMembership } from "../organization/useOrganization";
import { TaskPicker } from "../tasks/TaskPicker";
import { useStartTimer, useStopTimer, useUpdateEntry } from "./changes";
import { editStart } from "./entryTimes";
import { ProjectPicker } from "./ProjectPicker";
import classes from "./TimerBar.module.css";
import { type RunningTimer, useRunningTimer } from "./timer";

/** Where work begins: what, on which project, and one button. */
export function TimerBar() {
  const organizationId = useMembership().organization.id;
  const running = useRunningTimer(organizationId);
  return (
    <section className={classes.bar} data-running={running ? true : undefined} aria-label="Timer">
      {running ? <Running key={running.entry.id} running={running} /> : <Ready />}
    </section>
  );
}

function Ready() {
  const [description, setDescription] = useState("");
  const [projectId, setProjectId] = useState<string | null>(null);
  const [taskId, setTaskId] = useState<string | null>(null);
  const start = useStartTimer();
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (!start.isPending) {
          start.mutate({ description: description.trim(), projectId, taskId });
        }
      }}
    >
      <input
        id="timer-description"
        className={classes.description}
        aria-label="What are you working on?"
        placeholder="What are you working on?"
        autoComplete="off"
        value={description}
        onChange={(event) => setDescription(event.target.value)}
      />
      <div className={classes.project}>
        <ProjectPicker
          projectId={projectId}
          bordered
          onPick={(picked) => {
            setProjectId(picked);
            // A task is of one project.
            setTaskId(null);
          }}
        />
        <TaskPicker projectId={projectId} taskId={taskId} onPick={setTaskId} />
      </div>
      <span className={`tn-figures ${classes.clock}`} aria-hidden="true" data-idle>
        0:00:00
      </span>
      <Tooltip label="Start (Enter in the description, or S anywhere)">
        <Button
          type="submit"
          className={classes.button}
          size="md"
          radius="xl"
          loading={start.isPending}
          leftSection={<Icon name="play" />}
        >
          Start
        </Button>
      </Tooltip>
    </form>
  );
}

function Running({ running: { entry, elapsed } }: { running: RunningTimer }) {
  const formats = useFormats();
  const stop = useStopTimer();
  const update = useUpdateEntry();
  const [description, setDescription] = useState(entry.description);
  const discarded = useRef(false);

  const saveDescription = () => {
    if (discarded.current) {
      discarded.current = false;
      setDescription(entry.description);
    } else if (description.trim() !== entry.description) {
      update.mutate({ entry, change: { description: description.trim() } });
    }
  };

  return (
    <div className={classes.form}>
      <VisuallyHidden role="status">The timer is running.</VisuallyHidden>
      <input
        id="timer-description"
        className={classes.description}
        aria-label="Description of the running timer"
        placeholder="What are you working on?"
        autoComplete="off"
        value={description}
        onChange={(event) => setDescription(event.target.value)}
        onBlur={saveDescription}
        onKeyDown={(event) => {
          if (event.key === "Enter") {
            event.currentTarget.blur();
          } else if (event.key === "Escape") {
            discarded.current = true;
            event.currentTarget.blur();
          }
        }}
      />
      <div className={classes.project}>
        <ProjectPicker
          projectId={entry.projectId ?? null}
          bordered
          onPick={(projectId) => update.mutate({ entry, change: { projectId } })}
        />
        <TaskPicker
          projectId={entry.projectId}
          taskId={entry.taskId}
          onPick={(taskId) => update.mutate({ entry, change: { taskId } })}
        />
      </div>
      <div className={classes.clockColumn}>
        <span className={`tn-figures ${classes.clock}`} role="timer">
          <span aria-hidden="true">{clockText(elapsed)}</span>
          <VisuallyHidden>{spokenDuration(elapsed - (elapsed % 60))}</VisuallyHidden>
        </span>
        <span className={classes.since}>
          since
          <InlineField
            label="Start time of the running timer"
            value={clockTimeText(new Date(entry.startedAt), formats)}
            figures
            onCommit={(text) => {
              const edit = editStart(entry, text, new Date());
              if ("refusal" in edit) {
                return edit.refusal;
              }
              update.mutate({ entry, change: edit.change });
              return null;
            }}
          />
        </span>
      </div>
      <Tooltip label="Stop (S)">
        <Button
          className={classes.button}
          data-stop
          size="md"
          radius="xl"
          loading={stop.isPending}
          leftSection={<Icon name="stop" />}
          onClick={() => stop.mutate()}
        >
          Stop
        </Button>
      </Tooltip>
    </div>
  );
}
