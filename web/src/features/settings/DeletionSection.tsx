import { Button } from "@mantine/core";
import { useState } from "react";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { DeleteDialog } from "./DeleteDialog";
import { Section } from "./Section";
import classes from "./SettingsPage.module.css";

/** Deleting the organization, which can be taken back for a while. */
export function DeletionSection() {
  const { organization } = useMembership();
  const mayDelete = useMay("organization.delete");
  const [asking, setAsking] = useState(false);
  return (
    <>
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
