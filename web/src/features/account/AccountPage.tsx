import { SegmentedControl, Switch, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { LoadingRows } from "../../ui/LoadingRows";
import { PageHeader } from "../../ui/PageHeader";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useUser } from "../session/session";
import classes from "./AccountPage.module.css";
import { AddressForm } from "./AddressForm";
import { accountQuery } from "./account";
import { DeviceList } from "./DeviceList";
import { NameForm } from "./NameForm";
import { PasswordForm } from "./PasswordForm";
import { useSingleKeys } from "./useSingleKeys";
import { WeeklySummary } from "./WeeklySummary";

const schemes = [
  { value: "auto", label: "As the system" },
  { value: "light", label: "Light" },
  { value: "dark", label: "Dark" },
];

export function AccountPage() {
  const user = useUser();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [singleKeys, setSingleKeys] = useSingleKeys();
  return (
    <div className={classes.page}>
      <title>Account · Tenure</title>
      <PageHeader title="Account">
        {user.name}
        {user.email && ` · ${user.email}`}
      </PageHeader>
      <AccountSections />
      <Section title="Appearance">
        <SegmentedControl
          aria-label="Colour scheme"
          data={schemes}
          value={colorScheme}
          onChange={(scheme) => setColorScheme(scheme as "auto" | "light" | "dark")}
        />
      </Section>
      <Section title="Keyboard">
        <Switch
          label="Single-key shortcuts"
          description="S starts and stops the timer, N goes to its description. Ctrl or ⌘ with K opens the palette in any case."
          checked={singleKeys}
          onChange={(event) => setSingleKeys(event.currentTarget.checked)}
        />
      </Section>
      <Section title="Where you are signed in">
        <DeviceList />
      </Section>
    </div>
  );
}

/** What the server keeps of the account; appearance and keyboard are this browser's, and need no wait. */
function AccountSections() {
  const account = useQuery(accountQuery);
  if (account.isPending) {
    return <LoadingRows label="Loading your account" rows={3} />;
  }
  if (account.data === undefined) {
    return (
      <ProblemNotice
        title="Your account could not be loaded"
        error={account.error}
        onRetry={() => account.refetch()}
      />
    );
  }
  const { user, hasPassword, weeklySummary } = account.data;
  return (
    <>
      <Section title="Name">
        <NameForm key={user.name} name={user.name} />
      </Section>
      <Section title="E-mail address">
        <AddressForm account={account.data} />
      </Section>
      <Section title="Password">
        <PasswordForm hasPassword={hasPassword} email={user.email ?? ""} />
      </Section>
      <Section title="Mail">
        <WeeklySummary wanted={weeklySummary} />
      </Section>
    </>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}
