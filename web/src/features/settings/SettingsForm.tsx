import { Button, Select, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import { asProblem } from "../../api/problem";
import type { Organization } from "../../api/types";
import { ProblemNotice } from "../../ui/ProblemNotice";
import {
  currencyChoices,
  longestSlug,
  slugRefusal,
  timeZoneChoices,
  weekStartChoices,
} from "../organization/organizationForm";
import { useMay, useMembership } from "../organization/useOrganization";
import { CircleFields } from "./CircleFields";
import { useUpdateOrganization } from "./changes";
import { FormatFields } from "./FormatFields";
import classes from "./SettingsPage.module.css";
import { changeOf, formOf, type SettingsFields } from "./settingsFields";

// The fields at which the form shows what the server objects to.
const shownFields = ["name", "slug", "currency", "timeZone", "weekStart"];

export function SettingsForm() {
  const { organization } = useMembership();
  const mayUpdate = useMay("organization.update");
  const [form, setForm] = useState<SettingsFields>(() => formOf(organization));
  const [refusal, setRefusal] = useState<string | null>(null);
  const choices = useChoices(organization);
  const update = useUpdateOrganization();
  const problem = update.error ? asProblem(update.error) : null;
  const change = changeOf(organization, form);
  const isChanged = Object.keys(change).length > 0;
  const set = (part: Partial<SettingsFields>) => setForm({ ...form, ...part });

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const refused = slugRefusal(form.slug.trim());
    setRefusal(refused);
    if (refused === null) {
      update.mutate(change);
    }
  };

  return (
    <form onSubmit={submit} className={classes.form}>
      {problem && !problem.isAtFields(shownFields) && (
        <ProblemNotice title="The settings were not saved" error={problem} />
      )}
      <TextInput
        label="Name"
        required
        withAsterisk={false}
        maxLength={200}
        readOnly={!mayUpdate}
        value={form.name}
        error={problem?.field("name")}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label="Address"
        description={
          form.slug === organization.slug
            ? `${window.location.host}/o/${form.slug}`
            : `${window.location.host}/o/${form.slug || "…"}. Links with the present address still lead here.`
        }
        inputWrapperOrder={["label", "input", "error", "description"]}
        required
        withAsterisk={false}
        maxLength={longestSlug}
        autoCapitalize="none"
        spellCheck={false}
        readOnly={!mayUpdate}
        value={form.slug}
        error={refusal ?? problem?.field("slug")}
        onChange={(event) => {
          setRefusal(null);
          set({ slug: event.currentTarget.value });
        }}
      />
      <div className={classes.pair}>
        <Select
          label="Currency"
          description="Of new rates and budgets"
          data={choices.currencies}
          value={form.currency}
          searchable={mayUpdate}
          readOnly={!mayUpdate}
          allowDeselect={false}
          limit={80}
          nothingFoundMessage="No such currency"
          error={problem?.field("currency")}
          onChange={(currency) => currency && set({ currency })}
        />
        <Select
          label="Week begins on"
          description="In week views and reports"
          data={choices.weekStarts}
          value={form.weekStart}
          readOnly={!mayUpdate}
          allowDeselect={false}
          error={problem?.field("weekStart")}
          onChange={(weekStart) => weekStart && set({ weekStart })}
        />
      </div>
      <Select
        label="Time zone"
        description="Days in reports are counted in it"
        data={choices.timeZones}
        value={form.timeZone}
        searchable={mayUpdate}
        readOnly={!mayUpdate}
        allowDeselect={false}
        limit={80}
        nothingFoundMessage="No such time zone. Try a large city near you."
        error={problem?.field("timeZone")}
        onChange={(timeZone) => timeZone && set({ timeZone })}
      />
      <FormatFields
        formats={form.formats}
        currency={form.currency}
        readOnly={!mayUpdate}
        onChange={(formats) => set({ formats })}
      />
      {organization.kind === "team" && (
        <CircleFields circles={form} readOnly={!mayUpdate} onChange={set} />
      )}
      {mayUpdate && (
        <div className={classes.actions}>
          <Button type="submit" disabled={!isChanged} loading={update.isPending}>
            Save
          </Button>
          {isChanged && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => {
                setRefusal(null);
                setForm(formOf(organization));
              }}
            >
              Discard changes
            </Button>
          )}
        </div>
      )}
    </form>
  );
}

function useChoices({ currency, timeZone }: Organization) {
  return useMemo(
    () => ({
      currencies: currencyChoices(currency),
      timeZones: timeZoneChoices(timeZone, new Date()),
      weekStarts: weekStartChoices(),
    }),
    [currency, timeZone],
  );
}
