import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { type InvitationFilter, keys } from "../../api/keys";
import type { Invitation, NewInvitations } from "../../api/types";

const rowsPerPage = 50;

/** The invitations that fit, newest first, page by page. */
export function invitationPagesQuery(organizationId: string, filter: InvitationFilter) {
  return infiniteQueryOptions({
    queryKey: keys.invitationPages(organizationId, filter),
    queryFn: ({ pageParam, signal }) =>
      unwrap(
        api.GET("/organizations/{organizationId}/invitations", {
          params: {
            path: { organizationId },
            query: {
              ...filter,
              limit: rowsPerPage,
              ...(pageParam === undefined ? {} : { cursor: pageParam }),
            },
          },
          signal,
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => (last.isDone ? undefined : last.continueCursor),
    placeholderData: keepPreviousData,
  });
}

export interface LetterToPreview {
  email: string;
  role: NewInvitations["role"];
  note: string;
}

/** The mail that an invitation would be; nothing is written by asking. */
export function invitationPreviewQuery(organizationId: string, letter: LetterToPreview) {
  return queryOptions({
    queryKey: keys.invitationPreview(organizationId, letter),
    queryFn: ({ signal }) =>
      unwrap(
        api.POST("/organizations/{organizationId}/invitations/preview", {
          params: { path: { organizationId } },
          body: letter,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** The link in the newest mail of an invitation, while the mail is still here; else null. */
export async function invitationLink(
  organizationId: string,
  invitation: Invitation,
): Promise<string | null> {
  const { link } = await unwrap(
    api.GET("/organizations/{organizationId}/invitations/{invitationId}/link", {
      params: { path: { organizationId, invitationId: invitation.id } },
    }),
  );
  return link;
}
