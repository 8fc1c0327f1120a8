import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Project } from "../../api/types";
import { type Archived, passes } from "../../ui/ArchiveFilter";
import { Duration } from "../../ui/Duration";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { ListTools } from "../../ui/ListTools";
import { LoadingRows } from "../../ui/LoadingRows";
import { PageHeader } from "../../ui/PageHeader";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { fold } from "../../ui/pickerSearch";
import { useClientsById } from "../clients/clients";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { summaryQuery } from "../reports/summary";
import { TimerTitle } from "../timer/TimerTitle";
import { DeleteProjectDialog } from "./DeleteProjectDialog";
import { ProjectTable } from "./ProjectTable";
import { projectsQuery } from "./projects";

const ProjectDrawer = lazy(() => import("./ProjectDrawer"));

export function ProjectsPage() {
  const organizationId = useMembership().organization.id;
  const mayCreate = useMay("projects.create");
  const seesAll = useMay("timeEntries.readAll");
  const seesRates = useMay("rates.read");
  const [editing, setEditing] = useState<{ project: Project | null } | null>(null);
  const [deleting, setDeleting] = useState<Project | null>(null);
  const total = useQuery(summaryQuery(organizationId)).data;

  return (
    <>
      <TimerTitle page="Projects" />
      <PageHeader
        title="Projects"
        actions={
          <Button
            leftSection={<Icon name="plus" size={16} />}
            disabled={!mayCreate}
            onClick={() => setEditing({ project: null })}
          >
            New project
          </Button>
        }
      >
        {total ? (
          <>
            <Duration seconds={total.seconds} /> hours tracked{" "}
            {seesAll ? "by everyone here" : "by you"}
          </>
        ) : (
          "\u00a0"
        )}
        {!mayCreate && (
          <p>
            Managers, admins and owners change projects; you can see them.{" "}
            <Why question="can I not change projects" permission="projects.create" />
          </p>
        )}
        {!seesRates && (
          <p>
            Hourly rates and budgets in money are not shown to you.{" "}
            <Why question="can I not see rates" permission="rates.read" />
          </p>
        )}
      </PageHeader>
      <ProjectList
        onNew={mayCreate ? () => setEditing({ project: null }) : null}
        onEdit={(project) => setEditing({ project })}
        onDelete={setDeleting}
      />
      {editing && (
        <Suspense fallback={null}>
          <ProjectDrawer project={editing.project} onClose={() => setEditing(null)} />
        </Suspense>
      )}
      {deleting && <DeleteProjectDialog project={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}

interface ProjectListProps {
  onNew: (() => void) | null;
  onEdit: (project: Project) => void;
  onDelete: (project: Project) => void;
}

function ProjectList({ onNew, onEdit, onDelete }: ProjectListProps) {
  const organizationId = useMembership().organization.id;
  const projects = useQuery(projectsQuery(organizationId));
  const clients = useClientsById(organizationId);
  const [search, setSearch] = useState("");
  const [archived, setArchived] = useState<Archived>("active");

  if (projects.isPending) {
    return <LoadingRows label="Loading projects" />;
  }
  if (projects.data === undefined) {
    return (
      <ProblemNotice
        title="Projects could not be loaded"
        error={projects.error}
        onRetry={() => projects.refetch()}
      />
    );
  }
  if (projects.data.length === 0) {
    return (
      <EmptyState
        icon="folder"
        title="No projects yet"
        action={onNew && <Button onClick={onNew}>Create the first project</Button>}
      >
        <p>A project gathers time, with a rate and a budget if it has them.</p>
      </EmptyState>
    );
  }
  const words = fold(search.trim());
  const shown = projects.data.filter((project) => {
    const client = project.clientId ? clients.get(project.clientId)?.name : "";
    return passes(project, archived) && fold(`${project.name} ${client}`).includes(words);
  });
  return (
    <>
      <ListTools
        searchLabel="Find a project or client"
        search={search}
        onSearch={setSearch}
        archived={archived}
        onArchived={setArchived}
      />
      {shown.length === 0 ? (
        <EmptyState icon="search" title="No project fits">
          <p>Change the search, or show {archived === "archived" ? "active" : "archived"} ones.</p>
        </EmptyState>
      ) : (
        <ProjectTable projects={shown} clients={clients} onEdit={onEdit} onDelete={onDelete} />
      )}
    </>
  );
}
