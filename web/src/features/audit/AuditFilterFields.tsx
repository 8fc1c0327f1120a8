import { Select, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { allMembersQuery } from "../members/members";
import { useMembership } from "../organization/useOrganization";
import classes from "./AuditLogPage.module.css";
import type { AuditFields } from "./auditFilter";
import { auditedFunctions } from "./auditWords";

interface AuditFilterFieldsProps {
  fields: AuditFields;
  onChange: (fields: AuditFields) => void;
}

const kinds = Object.entries(auditedFunctions).map(([value, label]) => ({ value, label }));

export function AuditFilterFields({ fields, onChange }: AuditFilterFieldsProps) {
  const organizationId = useMembership().organization.id;
  const members = useQuery(allMembersQuery(organizationId)).data ?? [];
  const set = (part: Partial<AuditFields>) => onChange({ ...fields, ...part });
  const person = { placeholder: "Anyone", searchable: true, clearable: true, limit: 60 } as const;

  return (
    <search className={classes.filter} aria-label="Filter the audit log">
      <Select
        label="What"
        placeholder="Everything"
        data={kinds}
        clearable
        clearButtonProps={{ "aria-label": "Show everything" }}
        value={fields.function || null}
        onChange={(picked) => set({ function: picked ?? "" })}
      />
      <Select
        {...person}
        label="Changed by"
        nothingFoundMessage="No member of this name"
        clearButtonProps={{ "aria-label": "Changed by anyone" }}
        data={members.map(({ userId, name }) => ({ value: userId, label: name }))}
        value={fields.actorId || null}
        onChange={(picked) => set({ actorId: picked ?? "" })}
      />
      <Select
        {...person}
        label="About member"
        nothingFoundMessage="No member of this name"
        clearButtonProps={{ "aria-label": "About anyone" }}
        data={members.map(({ id, name }) => ({ value: id, label: name }))}
        value={fields.membershipId || null}
        onChange={(picked) => set({ membershipId: picked ?? "" })}
      />
      <TextInput
        label="From"
        type="date"
        max={fields.to || undefined}
        value={fields.from}
        onChange={(event) => set({ from: event.currentTarget.value })}
      />
      <TextInput
        label="To"
        type="date"
        min={fields.from || undefined}
        value={fields.to}
        onChange={(event) => set({ to: event.currentTarget.value })}
      />
    </search>
  );
}
