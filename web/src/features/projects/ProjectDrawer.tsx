import { Button, Drawer, Group, NumberInput, Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import type { Project } from "../../api/types";
import { ColorField } from "../../ui/ColorField";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { clientsQuery } from "../clients/clients";
import { NotAllowed } from "../organization/NotAllowed";
import { useMay, useMembership } from "../organization/useOrganization";
import { TaskList } from "../tasks/TaskList";
import { useSaveProject } from "./changes";
import classes from "./ProjectDrawer.module.css";
import { emptyProject, formOf, type ProjectForm, projectOf } from "./projectForm";

interface ProjectDrawerProps {
  /** The project to edit; null to add one. */
  project: Project | null;
  onClose: () => void;
}

// The fields at which the form shows what the server objects to.
const shownFields = ["name", "clientId", "hourlyRate", "budget"];

export default function ProjectDrawer({ project, onClose }: ProjectDrawerProps) {
  const { organization } = useMembership();
  const clients = useQuery(clientsQuery(organization.id)).data ?? [];
  const [form, setForm] = useState<ProjectForm>(() => (project ? formOf(project) : emptyProject));
  const permission = project ? "projects.update" : "projects.create";
  // Asked anew all the time: a role that changes while this is open greys it.
  const may = useMay(permission);
  const save = useSaveProject(project?.id ?? null);
  const problem = save.error ? asProblem(save.error) : null;
  const rateCurrency = project?.hourlyRate?.currency ?? organization.currency;
  const budgetCurrency =
    project?.budget?.kind === "amount" ? project.budget.amount.currency : organization.currency;

  const change = (part: Partial<ProjectForm>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(projectOf(form, project, organization.currency), { onSuccess: onClose });
  };

  return (
    <Drawer opened onClose={onClose} title={titleOf(project, may)}>
      <form onSubmit={submit} className={classes.form}>
        {!may && <NotAllowed doing="change this project" permission={permission} />}
        {problem && !problem.isAtFields(shownFields) && <ProblemNotice error={problem} />}
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          value={form.name}
          error={problem?.field("name")}
          onChange={(event) => change({ name: event.currentTarget.value })}
        />
        <Select
          label="Client"
          placeholder="No client"
          searchable
          clearable
          clearButtonProps={{ "aria-label": "No client" }}
          nothingFoundMessage="No client of this name."
          data={clients
            .filter(({ id, archived }) => !archived || id === form.clientId)
            .map(({ id, name }) => ({ value: id, label: name }))}
          value={form.clientId}
          error={problem?.field("clientId")}
          onChange={(clientId) => change({ clientId })}
        />
        <ColorField value={form.color} onChange={(color) => change({ color })} />
        <NumberInput
          label={`Hourly rate in ${rateCurrency}`}
          placeholder="No rate"
          min={0}
          decimalScale={2}
          hideControls
          value={form.hourlyRate ?? ""}
          error={problem?.field("hourlyRate")}
          onChange={(rate) => change({ hourlyRate: numberOf(rate) })}
        />
        <Group align="flex-start" gap="sm" wrap="nowrap">
          <Select
            label="Budget"
            className={classes.kind}
            allowDeselect={false}
            data={[
              { value: "none", label: "None" },
              { value: "hours", label: "Hours" },
              { value: "amount", label: `Amount in ${budgetCurrency}` },
            ]}
            value={form.budgetKind}
            onChange={(kind) =>
              change({ budgetKind: (kind ?? "none") as ProjectForm["budgetKind"] })
            }
          />
          {form.budgetKind !== "none" && (
            <NumberInput
              label={form.budgetKind === "hours" ? "Hours" : "Amount"}
              required
              withAsterisk={false}
              min={0}
              decimalScale={2}
              hideControls
              value={form.budget ?? ""}
              error={problem?.field("budget")}
              onChange={(budget) => change({ budget: numberOf(budget) })}
            />
          )}
        </Group>
        {project && <TaskList projectId={project.id} />}
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!may} loading={save.isPending}>
            {project ? "Save" : "Create project"}
          </Button>
        </Group>
      </form>
    </Drawer>
  );
}

/** Mantine's number field speaks text while it holds no whole number. */
function numberOf(value: string | number): number | null {
  return value === "" || Number.isNaN(Number(value)) ? null : Number(value);
}

function titleOf(project: Project | null, may: boolean): string {
  if (project === null) {
    return "New project";
  }
  return may ? "Edit project" : "Project";
}
