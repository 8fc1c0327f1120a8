import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { api, unwrap } from "../../api/client";
import { EmptyState } from "../../ui/EmptyState";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { sessionQuery } from "../session/session";

/** Everyone has a personal workspace from signing in on; if it is missing, it is one click away. */
export function NoOrganizationPage() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const create = useMutation({
    mutationFn: () => unwrap(api.POST("/organizations/personal")),
    onSuccess: async ({ organization }) => {
      await queryClient.refetchQueries({ queryKey: sessionQuery.queryKey, exact: true });
      await navigate({ to: "/o/$slug/timer", params: { slug: organization.slug }, replace: true });
    },
  });
  return (
    <>
      <title>No organization · Tenure</title>
      <EmptyState
        icon="folder"
        title="You are in no organization"
        action={
          <Button loading={create.isPending} onClick={() => create.mutate()}>
            Create my personal workspace
          </Button>
        }
      >
        <p>Your time needs a place. A personal workspace is yours alone.</p>
        {create.error && <ProblemNotice error={create.error} />}
      </EmptyState>
    </>
  );
}
