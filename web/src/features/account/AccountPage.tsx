import { SegmentedControl, Switch, useMantineColorScheme } from "@mantine/core";
import type { ReactNode } from "react";
import { PageHeader } from "../../ui/PageHeader";
import { useUser } from "../session/session";
import classes from "./AccountPage.module.css";
import { DeviceList } from "./DeviceList";
import { useSingleKeys } from "./useSingleKeys";

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

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={classes.section}>
      <h2 className={classes.title}>{title}</h2>
      {children}
    </section>
  );
}
