import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { stateOf } from "../members/memberRules";
import { allMembersQuery } from "../members/members";
import { useMembership } from "../organization/useOrganization";
import { useTransferOwnership } from "./changes";
import classes from "./SettingsPage.module.css";
import { isConfirmed } from "./settingsFields";

/** Hands the organization on. Typing its name keeps this from happening by a slip. */
export function TransferDialog({ onClose }: { onClose: () => void }) {
  const { id, organization } = useMembership();
  const members = useQuery(allMembersQuery(organization.id));
  const transfer = useTransferOwnership();
  const [to, setTo] = useState<string | null>(null);
  const [typed, setTyped] = useState("");
  const others = (members.data ?? []).filter(
    (member) => member.id !== id && stateOf(member) === "active",
  );
  const heir = others.find((member) => member.id === to);
  const isReady = heir !== undefined && isConfirmed(typed, organization.name);

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
        {members.isError && (
          <ProblemNotice
            title="Members could not be loaded"
            error={members.error}
            onRetry={() => members.refetch()}
          />
        )}
        <Select
          label="New owner"
          placeholder={members.isPending ? "Loading members…" : "Pick a member"}
          data={others.map((member) => ({
            value: member.id,
            label: `${member.name} · ${member.role}`,
          }))}
          value={to}
          searchable
          limit={80}
          nothingFoundMessage="No other active member of this name"
          openOnFocus={false}
          data-autofocus
          onChange={setTo}
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
