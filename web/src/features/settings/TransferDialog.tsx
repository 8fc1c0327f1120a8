import { Button, Group, Modal, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent, useState } from "react";
import type { Member } from "../../api/types";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { MemberSelect } from "../members/MemberSelect";
import { useMembership } from "../organization/useOrganization";
import { useTransferOwnership } from "./changes";
import classes from "./SettingsPage.module.css";
import { isConfirmed } from "./settingsFields";

/** Hands the organization on. Typing its name keeps this from happening by a slip. */
export function TransferDialog({ onClose }: { onClose: () => void }) {
  const { id, organization } = useMembership();
  const transfer = useTransferOwnership();
  const [heir, setHeir] = useState<Member | null>(null);
  const [typed, setTyped] = useState("");
  const isReady = heir !== null && isConfirmed(typed, organization.name);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) {
      transfer.mutate(heir.id, {
        onSuccess: () => {
          onClose();
          notifications.show({ message: `${heir.name} is an owner now, and you are an admin.` });
        },
      });
    }
  };

  return (
    <Modal opened onClose={onClose} title="Transfer ownership">
      <form onSubmit={submit} className={classes.dialog}>
        <p>
          The new owner may do everything here, also remove you. You become an admin, and cannot
          take this back yourself.
        </p>
        <MemberSelect
          label="New owner"
          value={heir}
          onChange={setHeir}
          among={{ state: "active" }}
          without={[id]}
        />
        <TextInput
          label={`To confirm, type “${organization.name}”`}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        {transfer.error !== null && <ProblemNotice error={transfer.error} />}
        <Group justify="flex-end" mt="xs">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" color="red.8" disabled={!isReady} loading={transfer.isPending}>
            Transfer ownership
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
