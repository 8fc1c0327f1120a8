import { Button } from "@mantine/core";
import { useState } from "react";
import { PageHeader } from "../../ui/PageHeader";
import { withArticle } from "../members/memberRules";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { TimerTitle } from "../timer/TimerTitle";
import { DeletionSection } from "./DeletionSection";
import { LeaveDialog } from "./LeaveDialog";
import { Section } from "./Section";
import { SettingsForm } from "./SettingsForm";
import classes from "./SettingsPage.module.css";
import { TransferDialog } from "./TransferDialog";

export function SettingsPage() {
  const { organization } = useMembership();
  const mayUpdate = useMay("organization.update");
  const isPersonal = organization.kind === "personal";
  return (
    <div className={classes.page}>
      <TimerTitle page="Settings" />
      <PageHeader title="Settings">
        {mayUpdate ? (
          `Name, address and conventions of ${organization.name}.`
        ) : (
          <>
            Name, address and conventions of {organization.name}. Admins and owners change them; you
            can see them.{" "}
            <Why question="can I not change the settings" permission="organization.update" />
          </>
        )}
      </PageHeader>
      {/* Anew with each change that comes from elsewhere, so that no old value is saved over it. */}
      <SettingsForm key={JSON.stringify(organization)} />
      {isPersonal ? <PersonalNote /> : <TeamSections />}
    </div>
  );
}

function PersonalNote() {
  return (
    <Section id="membership" title="Members, leaving and handing on">
      <p className={classes.words}>
        These do not apply to a personal workspace: it belongs to you alone, takes no other members,
        and stays with your account. To work with others, choose “New organization” in the menu at
        the top.
      </p>
    </Section>
  );
}

function TeamSections() {
  const { organization, role } = useMembership();
  const mayTransfer = useMay("organization.transfer");
  const mayLeave = useMay("organization.leave");
  const [asking, setAsking] = useState<"leave" | "transfer" | null>(null);
  return (
    <>
      <Section id="ownership" title="Ownership">
        <p className={classes.words}>
          Hand {organization.name} to another member. They become an owner, and you an admin.{" "}
          {!mayTransfer && (
            <Why question="can I not hand it on" permission="organization.transfer" />
          )}
        </p>
        <Button variant="default" disabled={!mayTransfer} onClick={() => setAsking("transfer")}>
          Transfer ownership…
        </Button>
      </Section>
      <Section id="membership" title="Your membership">
        <p className={classes.words}>
          You are {withArticle(role)} here. When you leave, you lose access at once; what you
          tracked stays with {organization.name}.{" "}
          {!mayLeave && <Why question="can I not leave" permission="organization.leave" />}
        </p>
        <Button
          variant="default"
          {...(mayLeave ? { c: "var(--tn-danger)" } : {})}
          disabled={!mayLeave}
          onClick={() => setAsking("leave")}
        >
          Leave {organization.name}…
        </Button>
      </Section>
      <DeletionSection />
      {asking === "leave" && <LeaveDialog onClose={() => setAsking(null)} />}
      {asking === "transfer" && <TransferDialog onClose={() => setAsking(null)} />}
    </>
  );
}
