import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useMemo, useState } from "react";
import { api, unwrap } from "../../api/client";
import { asProblem } from "../../api/problem";
import type { NewOrganization } from "../../api/types";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { addMembership } from "../session/session";
import classes from "./CreateOrganizationDialog.module.css";
import { currencyChoices, longestSlug, slugRefusal, suggestSlug } from "./organizationForm";

// The fields at which the form shows what the server objects to.
const shownFields = ["name", "slug", "currency"];

/** Makes an organization and goes there. */
export default function CreateOrganizationDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [typedSlug, setTypedSlug] = useState<string | null>(null);
  const [currency, setCurrency] = useState("EUR");
  const [refusal, setRefusal] = useState<string | null>(null);
  const currencies = useMemo(() => currencyChoices("EUR"), []);
  const slug = typedSlug ?? suggestSlug(name);

  const create = useMutation({
    mutationFn: (body: NewOrganization) => unwrap(api.POST("/organizations", { body })),
    onSuccess: async (membership) => {
      addMembership(queryClient, membership);
      await navigate({ to: "/o/$slug/timer", params: { slug: membership.organization.slug } });
      onClose();
    },
  });
  const problem = create.error ? asProblem(create.error) : null;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const refused = slugRefusal(slug);
    setRefusal(refused);
    if (refused === null) {
      create.mutate({ name: name.trim(), slug, currency });
    }
  };

  return (
    <Modal opened onClose={onClose} title="New organization">
      <form onSubmit={submit} className={classes.form}>
        <p className={classes.lead}>
          For a team or a company. It has its own clients, projects and members; what is in one is
          never shown in another. You become its owner.
        </p>
        {problem && !problem.isAtFields(shownFields) && <ProblemNotice error={problem} />}
        <TextInput
          label="Name"
          required
          withAsterisk={false}
          maxLength={200}
          data-autofocus
          value={name}
          error={problem?.field("name")}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <TextInput
          label="Address"
          description={`${window.location.host}/o/${slug || "…"}`}
          inputWrapperOrder={["label", "input", "error", "description"]}
          required
          withAsterisk={false}
          maxLength={longestSlug}
          autoCapitalize="none"
          spellCheck={false}
          value={slug}
          error={refusal ?? problem?.field("slug")}
          onChange={(event) => {
            setRefusal(null);
            setTypedSlug(event.currentTarget.value);
          }}
        />
        <Select
          label="Currency"
          description="Of new rates and budgets. You can change it later."
          data={currencies}
          value={currency}
          searchable
          allowDeselect={false}
          limit={80}
          nothingFoundMessage="No such currency"
          error={problem?.field("currency")}
          onChange={(picked) => picked && setCurrency(picked)}
        />
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create organization
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
