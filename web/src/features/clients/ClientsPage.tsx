import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import type { Client } from "../../api/types";
import { type Archived, passes } from "../../ui/ArchiveFilter";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { ListTools } from "../../ui/ListTools";
import { LoadingRows } from "../../ui/LoadingRows";
import { PageHeader } from "../../ui/PageHeader";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { fold } from "../../ui/pickerSearch";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { TimerTitle } from "../timer/TimerTitle";
import { ClientTable } from "./ClientTable";
import { clientsQuery } from "./clients";
import { DeleteClientDialog } from "./DeleteClientDialog";

const ClientDrawer = lazy(() => import("./ClientDrawer"));

export function ClientsPage() {
  const mayCreate = useMay("clients.create");
  const [editing, setEditing] = useState<{ client: Client | null } | null>(null);
  const [deleting, setDeleting] = useState<Client | null>(null);

  return (
    <>
      <TimerTitle page="Clients" />
      <PageHeader
        title="Clients"
        actions={
          <Button
            leftSection={<Icon name="plus" size={16} />}
            disabled={!mayCreate}
            onClick={() => setEditing({ client: null })}
          >
            New client
          </Button>
        }
      >
        {mayCreate ? (
          "Who the work is for."
        ) : (
          <>
            Managers, admins and owners change clients; you can see them.{" "}
            <Why question="can I not change clients" permission="clients.create" />
          </>
        )}
      </PageHeader>
      <ClientList
        onNew={mayCreate ? () => setEditing({ client: null }) : null}
        onEdit={(client) => setEditing({ client })}
        onDelete={setDeleting}
      />
      {editing && (
        <Suspense fallback={null}>
          <ClientDrawer client={editing.client} onClose={() => setEditing(null)} />
        </Suspense>
      )}
      {deleting && <DeleteClientDialog client={deleting} onClose={() => setDeleting(null)} />}
    </>
  );
}

interface ClientListProps {
  onNew: (() => void) | null;
  onEdit: (client: Client) => void;
  onDelete: (client: Client) => void;
}

function ClientList({ onNew, onEdit, onDelete }: ClientListProps) {
  const organizationId = useMembership().organization.id;
  const clients = useQuery(clientsQuery(organizationId));
  const [search, setSearch] = useState("");
  const [archived, setArchived] = useState<Archived>("active");

  if (clients.isPending) {
    return <LoadingRows label="Loading clients" />;
  }
  if (clients.data === undefined) {
    return (
      <ProblemNotice
        title="Clients could not be loaded"
        error={clients.error}
        onRetry={() => clients.refetch()}
      />
    );
  }
  if (clients.data.length === 0) {
    return (
      <EmptyState
        icon="people"
        title="No clients yet"
        action={onNew && <Button onClick={onNew}>Create the first client</Button>}
      >
        <p>Clients hold projects together. Work without a client is fine, too.</p>
      </EmptyState>
    );
  }
  const words = fold(search.trim());
  const shown = clients.data.filter(
    (client) => passes(client, archived) && fold(client.name).includes(words),
  );
  return (
    <>
      <ListTools
        searchLabel="Find a client"
        search={search}
        onSearch={setSearch}
        archived={archived}
        onArchived={setArchived}
      />
      {shown.length === 0 ? (
        <EmptyState icon="search" title="No client fits">
          <p>Change the search, or show {archived === "archived" ? "active" : "archived"} ones.</p>
        </EmptyState>
      ) : (
        <ClientTable clients={shown} onEdit={onEdit} onDelete={onDelete} />
      )}
    </>
  );
}
