import { Button, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useCallback, useState } from "react";
import type { TimeEntry } from "../../api/types";
import { EmptyState } from "../../ui/EmptyState";
import { Icon } from "../../ui/Icon";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { EntryList, type Whose } from "./EntryList";
import { TimerBar } from "./TimerBar";
import classes from "./TimerPage.module.css";
import { TimerTitle } from "./TimerTitle";
import { WeekStrip } from "./WeekStrip";

// The calendar in it is heavy, and nobody needs it to start a timer.
const EntryDrawer = lazy(() => import("./EntryDrawer"));

type Editing = { entry: TimeEntry | null } | null;

export function TimerPage() {
  const isClosing = useMembership().organization.deletion !== null;
  const mayTrack = useMay("timeEntries.create");
  const seesAll = useMay("timeEntries.readAll");
  const [whose, setWhose] = useState<Whose>("own");
  const [editing, setEditing] = useState<Editing>(null);
  const edit = useCallback((entry: TimeEntry) => setEditing({ entry }), []);

  if (isClosing) {
    return (
      <>
        <TimerTitle page="Timer" />
        <h1 className={classes.title}>Timer</h1>
        <EmptyState icon="clock" title="Nothing is tracked here any more">
          <p>The organization waits to be deleted. Restore it to go on, with all that was in it.</p>
        </EmptyState>
      </>
    );
  }
  if (!mayTrack) {
    return (
      <>
        <TimerTitle page="Timer" />
        <h1 className={classes.title}>Timer</h1>
        <EmptyState
          icon="clock"
          title="You can look, but not track, here"
          action={<Why question="can I not track time" permission="timeEntries.create" />}
        >
          <p>
            Your role in this organization reads projects and reports. To track time in it, ask an
            owner or admin to make you a member.
          </p>
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <TimerTitle page="Timer" />
      <h1 className={classes.title}>Timer</h1>
      <TimerBar />
      <WeekStrip />
      <div className={classes.tools}>
        <h2 className={classes.heading}>Entries</h2>
        {seesAll && (
          <SegmentedControl
            size="xs"
            me="auto"
            aria-label="Whose entries"
            data={[
              { value: "own", label: "Mine" },
              { value: "everyone", label: "Everyone's" },
            ]}
            value={whose}
            onChange={(picked) => setWhose(picked as Whose)}
          />
        )}
        <Button
          variant="subtle"
          c="var(--tn-accent)"
          size="compact-md"
          leftSection={<Icon name="plus" size={16} />}
          onClick={() => setEditing({ entry: null })}
        >
          Add time by hand
        </Button>
      </div>
      <EntryList whose={seesAll ? whose : "own"} onEdit={edit} />
      {editing && (
        <Suspense fallback={null}>
          <EntryDrawer entry={editing.entry} onClose={() => setEditing(null)} />
        </Suspense>
      )}
    </>
  );
}
