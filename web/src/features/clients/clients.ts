import { queryOptions, useQuery } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import type { Client } from "../../api/types";
import { pageQuery, wholeList } from "../../api/wholeList";

/** All clients, archived ones too: projects refer to them by id and must be able to name them. */
export function clientsQuery(organizationId: string) {
  return queryOptions({
    queryKey: keys.clients(organizationId),
    queryFn: ({ signal }) =>
      wholeList((cursor) =>
        unwrap(
          api.GET("/organizations/{organizationId}/clients", {
            params: { path: { organizationId }, query: { archived: "all", ...pageQuery(cursor) } },
            signal,
          }),
        ),
      ),
    staleTime: 60_000,
  });
}

export function useClientsById(organizationId: string): ReadonlyMap<string, Client> {
  return useQuery({ ...clientsQuery(organizationId), select: byId }).data ?? none;
}

const none: ReadonlyMap<string, Client> = new Map();

function byId(clients: Client[]): ReadonlyMap<string, Client> {
  return new Map(clients.map((client) => [client.id, client]));
}
