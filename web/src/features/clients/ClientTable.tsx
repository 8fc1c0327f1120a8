import { VisuallyHidden } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { Client } from "../../api/types";
import { ColorDot } from "../../ui/ColorDot";
import { Duration } from "../../ui/Duration";
import { useFormats } from "../../ui/formats";
import { Icon } from "../../ui/Icon";
import { notifyProblem } from "../../ui/notifyProblem";
import { numberText } from "../../ui/numberText";
import { RowMenu } from "../../ui/RowMenu";
import table from "../../ui/table.module.css";
import { useMay, useMembership } from "../organization/useOrganization";
import { projectsQuery } from "../projects/projects";
import { summaryQuery } from "../reports/summary";
import { useArchiveClient } from "./changes";
import { type ClientTotals, clientTotals } from "./clientTotals";
import { websiteLink } from "./websiteLink";

interface ClientTableProps {
  clients: readonly Client[];
  onEdit: (client: Client) => void;
  onDelete: (client: Client) => void;
}

export function ClientTable({ clients, onEdit, onDelete }: ClientTableProps) {
  const organizationId = useMembership().organization.id;
  const projects = useQuery(projectsQuery(organizationId)).data;
  const summary = useQuery(summaryQuery(organizationId)).data;
  const totals = useMemo(() => clientTotals(projects ?? [], summary), [projects, summary]);
  const seesAll = useMay("timeEntries.readAll");
  const known = projects !== undefined && summary !== undefined;
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Client</th>
            <th scope="col">Website</th>
            <th scope="col" className={table.number}>
              Active projects
            </th>
            <th scope="col" className={table.number}>
              {seesAll ? "Tracked" : "Tracked by you"}
            </th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {clients.map((client) => (
            <ClientRow
              key={client.id}
              client={client}
              totals={known ? (totals.get(client.id) ?? nothing) : undefined}
              onEdit={onEdit}
              onDelete={onDelete}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const nothing: ClientTotals = { projects: 0, seconds: 0 };

interface ClientRowProps {
  client: Client;
  totals: ClientTotals | undefined;
  onEdit: (client: Client) => void;
  onDelete: (client: Client) => void;
}

function ClientRow({ client, totals, onEdit, onDelete }: ClientRowProps) {
  const mayUpdate = useMay("clients.update");
  const mayDelete = useMay("clients.delete");
  const seesAll = useMay("timeEntries.readAll");
  const formats = useFormats();
  const archive = useArchiveClient();
  const website = websiteLink(client.websiteUrl ?? null);
  return (
    <tr>
      <td>
        <div className={table.name}>
          <ColorDot color={client.color} />
          <div>
            {mayUpdate ? (
              <button type="button" className={table.title} onClick={() => onEdit(client)}>
                {client.name}
              </button>
            ) : (
              <span className={table.title}>{client.name}</span>
            )}
            {client.archived && <span className={table.tag}>Archived</span>}
            {client.address?.city && <div className={table.below}>{client.address.city}</div>}
          </div>
        </div>
      </td>
      <td data-label={website ? "Website" : undefined}>
        {website && (
          <a href={website.href} target="_blank" rel="noreferrer" className={table.link}>
            {website.text} <Icon name="external" size={14} />
          </a>
        )}
      </td>
      <td className={`tn-figures ${table.number}`} data-label="Active projects">
        {totals ? numberText(totals.projects, formats) : "–"}
      </td>
      <td className={table.number} data-label={seesAll ? "Tracked" : "Tracked by you"}>
        {totals ? <Duration seconds={totals.seconds} /> : "–"}
      </td>
      <td className={table.menu}>
        <RowMenu
          name={client.name}
          archived={client.archived}
          onEdit={mayUpdate ? () => onEdit(client) : undefined}
          onArchive={
            mayUpdate
              ? () =>
                  archive.mutate(
                    { id: client.id, archived: !client.archived },
                    { onError: (error) => notifyProblem("The client was not changed", error) },
                  )
              : undefined
          }
          onDelete={mayDelete ? () => onDelete(client) : undefined}
        />
      </td>
    </tr>
  );
}
