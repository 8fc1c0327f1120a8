import { useQuery } from "@tanstack/react-query";
import type { Client, Project } from "../../api/types";
import { ColorDot } from "../../ui/ColorDot";
import type { PickerGroup } from "../../ui/pickerSearch";
import { SearchablePicker } from "../../ui/SearchablePicker";
import { useClientsById } from "../clients/clients";
import { useMembership } from "../organization/useOrganization";
import { projectsQuery, useProjectsById } from "../projects/projects";
import classes from "./ProjectPicker.module.css";

interface ProjectPickerProps {
  projectId: string | null;
  onPick: (projectId: string | null) => void;
  bordered?: boolean;
}

// Combobox options need a value; an id is never empty.
const noProject = "";

/** Picks one of the active projects, by its client. */
export function ProjectPicker({ projectId, onPick, bordered = false }: ProjectPickerProps) {
  const organizationId = useMembership().organization.id;
  const projects = useQuery(projectsQuery(organizationId)).data;
  const clients = useClientsById(organizationId);
  const project = useProjectsById(organizationId).get(projectId ?? noProject);
  const client = project?.clientId ? clients.get(project.clientId) : undefined;

  return (
    <SearchablePicker
      label={`Project: ${project ? project.name : "none"}`}
      groups={() => projectGroups(projects ?? [], clients)}
      value={projectId ?? noProject}
      searchPlaceholder="Find a project or client"
      nothingFound="No project or client of this name."
      dots
      className={`${classes.target} ${bordered ? classes.bordered : ""}`}
      onPick={(picked) => onPick(picked === noProject ? null : picked)}
    >
      <ColorDot color={project?.color} />
      <span className={classes.name} data-none={project ? undefined : true}>
        {project ? project.name : projectId === null ? "No project" : "…"}
      </span>
      {client && <span className={classes.client}>{client.name}</span>}
    </SearchablePicker>
  );
}

/** “No project” first, then the projects of each client by the client's name, then those of none. */
export function projectGroups(
  projects: readonly Project[],
  clients: ReadonlyMap<string, Client>,
): PickerGroup[] {
  const byClient = new Map<string, Project[]>();
  for (const project of projects.filter(({ archived }) => !archived)) {
    const clientId = project.clientId ?? "";
    byClient.set(clientId, [...(byClient.get(clientId) ?? []), project]);
  }
  const groups = [...byClient]
    .map(([clientId, ofClient]) => {
      const clientName = clients.get(clientId)?.name ?? "";
      return {
        label: clientName,
        options: ofClient.map(({ id, name, color }) => ({
          value: id,
          label: name,
          color: color ?? null,
          alsoFoundBy: clientName,
        })),
      };
    })
    .sort((one, other) => compareNames(one.label, other.label));
  return [
    { label: "", options: [{ value: noProject, label: "No project" }] },
    ...groups.map((group) => ({ ...group, label: group.label || "Without a client" })),
  ];
}

/** By name; what has no name comes last. */
function compareNames(one: string, other: string): number {
  if (one === "" || other === "") {
    return Number(one === "") - Number(other === "");
  }
  return one.localeCompare(other);
}
