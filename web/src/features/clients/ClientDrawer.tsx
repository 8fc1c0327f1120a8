import { Button, Drawer, Group, Textarea, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { asProblem } from "../../api/problem";
import type { Client } from "../../api/types";
import { ColorField } from "../../ui/ColorField";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { NotAllowed } from "../organization/NotAllowed";
import { useMay } from "../organization/useOrganization";
import classes from "./ClientDrawer.module.css";
import { useSaveClient } from "./changes";
import { type ClientForm, clientOf, emptyClient, formOf } from "./clientForm";

interface ClientDrawerProps {
  /** The client to edit; null to add one. */
  client: Client | null;
  onClose: () => void;
}

// The fields at which the form shows what the server objects to.
const shownFields = [
  "name",
  "websiteUrl",
  "note",
  "address.street",
  "address.postCode",
  "address.city",
  "address.country",
];

export default function ClientDrawer({ client, onClose }: ClientDrawerProps) {
  const [form, setForm] = useState<ClientForm>(() => (client ? formOf(client) : emptyClient));
  const permission = client ? "clients.update" : "clients.create";
  // Asked anew all the time: a role that changes while this is open greys it.
  const may = useMay(permission);
  const save = useSaveClient(client?.id ?? null);
  const problem = save.error ? asProblem(save.error) : null;

  /** The value, the server's objection and the change of one text field. */
  const field = (name: Exclude<keyof ClientForm, "color">, path: string = name) => ({
    value: form[name],
    error: problem?.field(path),
    onChange: (event: { currentTarget: { value: string } }) =>
      setForm({ ...form, [name]: event.currentTarget.value }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate(clientOf(form), { onSuccess: onClose });
  };

  return (
    <Drawer opened onClose={onClose} title={client ? "Edit client" : "New client"}>
      <form onSubmit={submit} className={classes.form}>
        {!may && <NotAllowed doing="change this client" permission={permission} />}
        {problem && !problem.isAtFields(shownFields) && <ProblemNotice error={problem} />}
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          {...field("name")}
        />
        <ColorField value={form.color} onChange={(color) => setForm({ ...form, color })} />
        <TextInput
          label="Website"
          inputMode="url"
          placeholder="example.com"
          {...field("websiteUrl")}
        />
        <Textarea label="Note" autosize minRows={2} maxRows={8} {...field("note")} />
        <TextInput label="Street" {...field("street", "address.street")} />
        <Group grow gap="sm" align="flex-start">
          <TextInput label="Post code" {...field("postCode", "address.postCode")} />
          <TextInput label="City" {...field("city", "address.city")} />
        </Group>
        <TextInput label="Country" {...field("country", "address.country")} />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={!may} loading={save.isPending}>
            {client ? "Save" : "Create client"}
          </Button>
        </Group>
      </form>
    </Drawer>
  );
}
