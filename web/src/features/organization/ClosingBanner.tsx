import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { api, unwrap } from "../../api/client";
import { keys } from "../../api/keys";
import { momentText } from "../../ui/dateText";
import { useFormats } from "../../ui/formats";
import { Icon } from "../../ui/Icon";
import { notifyProblem } from "../../ui/notifyProblem";
import { setOrganization } from "../session/session";
import classes from "./ClosingBanner.module.css";
import { ExportButton } from "./ExportButton";
import { useMembership } from "./useOrganization";

/** Above each page of an organization that waits to be deleted; only its owners still come here. */
export function ClosingBanner() {
  const { organization } = useMembership();
  const formats = useFormats();
  const restore = useRestore();
  if (organization.deletion === null) {
    return null;
  }
  return (
    <section className={classes.banner} aria-label="This organization will be deleted">
      <Icon name="warning" size={20} />
      <div className={classes.words}>
        <p className={classes.title}>
          {organization.name} will be deleted on{" "}
          {momentText(new Date(organization.deletion.due), formats)}.
        </p>
        <p>
          Its other members are out, and nothing can be changed. You can look, export, and restore
          it.
        </p>
      </div>
      <div className={classes.actions}>
        <ExportButton />
        <Button loading={restore.isPending} onClick={() => restore.mutate()}>
          Restore
        </Button>
      </div>
    </section>
  );
}

function useRestore() {
  const queryClient = useQueryClient();
  const { id: organizationId, name } = useMembership().organization;
  return useMutation({
    mutationFn: () =>
      unwrap(
        api.POST("/organizations/{organizationId}/restore", {
          params: { path: { organizationId } },
        }),
      ),
    onSuccess: (organization) => {
      setOrganization(queryClient, organization);
      notifications.show({ message: `${name} is in use again, and its members may come in.` });
      return Promise.all([
        // What one may do here is as before.
        queryClient.invalidateQueries({ queryKey: keys.session, exact: true }),
        queryClient.invalidateQueries({ queryKey: keys.organization(organizationId) }),
      ]);
    },
    onError: (error) => notifyProblem("The organization was not restored", error),
  });
}
