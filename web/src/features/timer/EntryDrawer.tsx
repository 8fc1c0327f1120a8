import { Button, Drawer, Group, Input, TextInput } from "@mantine/core";
import { DatePickerInput } from "@mantine/dates";
import "@mantine/dates/styles.css";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import type { TimeEntry } from "../../api/types";
import { longDateText } from "../../ui/dateText";
import { type Formats, useFormats } from "../../ui/formats";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMembership } from "../organization/useOrganization";
import { TaskPicker } from "../tasks/TaskPicker";
import { useCreateEntry, useUpdateEntry } from "./changes";
import classes from "./EntryDrawer.module.css";
import {
  durationTextOf,
  type EntryForm,
  type EntryFormProblems,
  formOf,
  newEntryOf,
  newForm,
  timesOf,
  withDuration,
} from "./entryForm";
import { ProjectPicker } from "./ProjectPicker";

interface EntryDrawerProps {
  /** The entry to edit; null to add one. */
  entry: TimeEntry | null;
  onClose: () => void;
}

// The fields at which the form shows what the server objects to.
const shownFields = ["description", "projectId", "taskId", "startedAt", "stoppedAt"];

export default function EntryDrawer({ entry, onClose }: EntryDrawerProps) {
  const { weekStart } = useMembership().organization;
  const formats = useFormats();
  const [form, setForm] = useState<EntryForm>(() =>
    entry ? formOf(entry, formats) : newForm(new Date(), formats),
  );
  const [typedDuration, setTypedDuration] = useState<string | null>(null);
  const [problems, setProblems] = useState<EntryFormProblems>({});
  const create = useCreateEntry();
  const update = useUpdateEntry();
  const saving = entry ? update : create;
  const problem = saving.error ? asProblem(saving.error) : null;

  const change = (part: Partial<EntryForm>) => {
    setProblems({});
    setForm({ ...form, ...part });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const times = timesOf(form);
    if (!("startedAt" in times)) {
      setProblems(times);
      return;
    }
    const body = newEntryOf(form, times);
    if (entry) {
      update.mutate({ entry, change: body }, { onSuccess: onClose });
    } else {
      create.mutate(body, { onSuccess: onClose });
    }
  };

  const takeDuration = () => {
    const changed = typedDuration === null ? null : withDuration(form, typedDuration, formats);
    if (changed) {
      change(changed);
    }
    setTypedDuration(null);
  };

  return (
    <Drawer opened onClose={onClose} title={entry ? "Edit entry" : "Add time"}>
      <form onSubmit={submit} className={classes.form}>
        {problem && !problem.isAtFields(shownFields) && <ProblemNotice error={problem} />}
        <TextInput
          label="Description"
          placeholder="What did you work on?"
          data-autofocus
          value={form.description}
          error={problem?.field("description")}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <Input.Wrapper
          label="Project"
          error={problem?.field("projectId") ?? problem?.field("taskId")}
          labelElement="div"
        >
          <div>
            <ProjectPicker
              projectId={form.projectId}
              bordered
              onPick={(projectId) => change({ projectId, taskId: null })}
            />
            <TaskPicker
              projectId={form.projectId}
              taskId={form.taskId}
              onPick={(taskId) => change({ taskId })}
            />
          </div>
        </Input.Wrapper>
        <DatePickerInput
          label="Day"
          value={form.day}
          valueFormatter={({ date }) => longDate(date, formats)}
          firstDayOfWeek={(weekStart % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6}
          error={problems.day}
          onChange={(day) => change({ day })}
        />
        <div className={classes.times}>
          <TextInput
            label="Start"
            className="tn-figures"
            value={form.start}
            error={problems.start ?? problem?.field("startedAt")}
            onChange={(event) => change({ start: event.currentTarget.value })}
          />
          <TextInput
            label="End"
            className="tn-figures"
            value={form.end}
            error={problems.end ?? problem?.field("stoppedAt")}
            onChange={(event) => change({ end: event.currentTarget.value })}
          />
          <TextInput
            label="Duration"
            className="tn-figures"
            value={typedDuration ?? durationTextOf(form, formats)}
            onChange={(event) => setTypedDuration(event.currentTarget.value)}
            onBlur={takeDuration}
            onKeyDown={(event) => {
              if (event.key === "Enter" && typedDuration !== null) {
                // The first Enter takes the duration; only the next saves what it led to.
                event.preventDefault();
                takeDuration();
              }
            }}
          />
        </div>
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {entry ? "Save" : "Add time"}
          </Button>
        </Group>
      </form>
    </Drawer>
  );
}

function longDate(date: unknown, formats: Formats): string {
  return typeof date === "string" || date instanceof Date
    ? longDateText(typeof date === "string" ? new Date(`${date}T00:00`) : date, formats)
    : "";
}
