import { Select } from "@mantine/core";
import type { Organization } from "../../api/types";
import classes from "./SettingsPage.module.css";

type Circles = Pick<Organization, "ratesVisibleTo" | "tasksManagedBy">;
type Circle = Circles[keyof Circles];

const choices: { value: Circle; label: string }[] = [
  { value: "managers", label: "Managers and above" },
  { value: "members", label: "Members and above" },
];

interface CircleFieldsProps {
  circles: Circles;
  readOnly: boolean;
  onChange: (circles: Partial<Circles>) => void;
}

/** What an organization decides itself about who may do what. */
export function CircleFields({ circles, readOnly, onChange }: CircleFieldsProps) {
  const field = { data: choices, allowDeselect: false, readOnly } as const;
  return (
    <div className={classes.pair}>
      <Select
        {...field}
        label="Rates are seen by"
        description="Hourly rates, and budgets in money"
        value={circles.ratesVisibleTo}
        onChange={(picked) => picked && onChange({ ratesVisibleTo: picked as Circle })}
      />
      <Select
        {...field}
        label="Tasks are managed by"
        description="Who adds, changes and deletes them"
        value={circles.tasksManagedBy}
        onChange={(picked) => picked && onChange({ tasksManagedBy: picked as Circle })}
      />
    </div>
  );
}
