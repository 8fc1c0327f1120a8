import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { Client, Project } from "../../api/types";
import { ColorDot } from "../../ui/ColorDot";
import { Duration } from "../../ui/Duration";
import { useFormats } from "../../ui/formats";
import { moneyText } from "../../ui/money";
import { notifyProblem } from "../../ui/notifyProblem";
import { RowMenu } from "../../ui/RowMenu";
import table from "../../ui/table.module.css";
import { useMay, useMembership } from "../organization/useOrganization";
import { summaryQuery } from "../reports/summary";
import { BudgetBar } from "./BudgetBar";
import { budgetText, budgetUse } from "./budget";
import { useArchiveProject } from "./changes";

interface ProjectTableProps {
  projects: readonly Project[];
  clients: ReadonlyMap<string, Client>;
  onEdit: (project: Project) => void;
  onDelete: (project: Project) => void;
}

export function ProjectTable({ projects, clients, onEdit, onDelete }: ProjectTableProps) {
  const organizationId = useMembership().organization.id;
  const summary = useQuery(summaryQuery(organizationId)).data;
  const seconds = new Map(summary?.byProject.map((row) => [row.projectId ?? "", row.seconds]));
  const seesAll = useMay("timeEntries.readAll");
  const seesRates = useMay("rates.read");
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Project</th>
            {seesRates && (
              <th scope="col" className={table.number}>
                Hourly rate
              </th>
            )}
            <th scope="col" className={table.number}>
              {seesAll ? "Tracked" : "Tracked by you"}
            </th>
            <th scope="col">Budget</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {projects.map((project) => (
            <ProjectRow
              key={project.id}
              project={project}
              client={project.clientId ? clients.get(project.clientId) : undefined}
              seconds={summary && (seconds.get(project.id) ?? 0)}
              onEdit={onEdit}
              onDelete={onDelete}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ProjectRowProps {
  project: Project;
  client: Client | undefined;
  seconds: number | undefined;
  onEdit: (project: Project) => void;
  onDelete: (project: Project) => void;
}

function ProjectRow({ project, client, seconds, onEdit, onDelete }: ProjectRowProps) {
  const mayUpdate = useMay("projects.update");
  const mayDelete = useMay("projects.delete");
  const formats = useFormats();
  const archive = useArchiveProject();
  const seesAll = useMay("timeEntries.readAll");
  const seesRates = useMay("rates.read");
  // One's own hours say nothing about how much of the whole project's budget is used.
  const use = seesAll && seconds !== undefined ? budgetUse(project, seconds, formats) : null;
  return (
    <tr>
      <td>
        <div className={table.name}>
          <ColorDot color={project.color} />
          <div>
            <button type="button" className={table.title} onClick={() => onEdit(project)}>
              {project.name}
            </button>
            {project.archived && <span className={table.tag}>Archived</span>}
            {client && <div className={table.below}>{client.name}</div>}
          </div>
        </div>
      </td>
      {seesRates && (
        <td className={`tn-figures ${table.number}`} data-label="Hourly rate">
          {project.hourlyRate ? moneyText(project.hourlyRate, formats) : "–"}
        </td>
      )}
      <td className={table.number} data-label={seesAll ? "Tracked" : "Tracked by you"}>
        {seconds === undefined ? "–" : <Duration seconds={seconds} />}
      </td>
      <td>{use ? <BudgetBar use={use} /> : budgetText(project, formats)}</td>
      <td className={table.menu}>
        <RowMenu
          name={project.name}
          archived={project.archived}
          onEdit={mayUpdate ? () => onEdit(project) : undefined}
          onArchive={
            mayUpdate
              ? () =>
                  archive.mutate(
                    { id: project.id, archived: !project.archived },
                    { onError: (error) => notifyProblem("The project was not changed", error) },
                  )
              : undefined
          }
          onDelete={mayDelete ? () => onDelete(project) : undefined}
        />
      </td>
    </tr>
  );
}
