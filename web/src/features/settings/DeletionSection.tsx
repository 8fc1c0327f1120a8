import { Button } from "@mantine/core";
import { useState } from "react";
import { ExportButton } from "../organization/ExportButton";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { DeleteDialog } from "./DeleteDialog";
import { Section } from "./Section";
import classes from "./SettingsPage.module.css";

/** Taking everything away as files, and deleting the organization: the one stands before the other. */
export function DeletionSection() {
  const { organization } = useMembership();
  const mayExport = useMay("organization.export");
  const mayDelete = useMay("organization.delete");
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Section id="export" title="Export">
        <p className={classes.words}>
          Everything of {organization.name} as one ZIP file: members, clients, projects, time
          entries, the audit log and the rest, as tables and as JSON.{" "}
          {!mayExport && <Why question="can I not export" permission="organization.export" />}
        </p>
        <ExportButton />
      </Section>
      <Section id="deletion" title="Delete the organization">
        <p className={classes.words}>
          Its members are out at once, and after 14 days everything in it is gone. Until then an
          owner can restore it.{" "}
          {!mayDelete && <Why question="can I not delete it" permission="organization.delete" />}
        </p>
        <Button
          variant="default"
          {...(mayDelete ? { c: "var(--tn-danger)" } : {})}
          disabled={!mayDelete}
          onClick={() => setAsking(true)}
        >
          Delete {organization.name}…
        </Button>
      </Section>
      {asking && mayDelete && <DeleteDialog onClose={() => setAsking(false)} />}
    </>
  );
}
