import { Button, Group, Modal, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { ExportButton } from "../organization/ExportButton";
import { useMembership } from "../organization/useOrganization";
import { useDeleteOrganization } from "./changes";
import classes from "./SettingsPage.module.css";
import { isConfirmed } from "./settingsFields";

/** Deletes the organization. What happens, and when, comes before the typing that confirms it. */
export function DeleteDialog({ onClose }: { onClose: () => void }) {
  const { organization } = useMembership();
  const [typed, setTyped] = useState("");
  const remove = useDeleteOrganization();
  const isReady = isConfirmed(typed, organization.slug);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) {
      remove.mutate(undefined, { onSuccess: onClose });
    }
  };

  return (
    <Modal opened onClose={onClose} title={`Delete ${organization.name}?`}>
      <form onSubmit={submit} className={classes.dialog}>
        <ul className={classes.consequences}>
          <li>All other members are out at once, and running timers count no further.</li>
          <li>For 14 days owners can still look at it, export it and restore it.</li>
          <li>Then everything in it is deleted for good: nobody can bring it back.</li>
        </ul>
        <p>Take what you may need with you first:</p>
        <Group>
          <ExportButton />
        </Group>
        <TextInput
          label={`To confirm, type “${organization.slug}”`}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {remove.error !== null && <ProblemNotice error={remove.error} />}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.8" disabled={!isReady} loading={remove.isPending}>
            Delete in 14 days
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
