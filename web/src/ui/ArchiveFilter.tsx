import { SegmentedControl } from "@mantine/core";

export type Archived = "active" | "archived" | "all";

const choices = [
  { value: "active", label: "Active" },
  { value: "archived", label: "Archived" },
  { value: "all", label: "All" },
];

interface ArchiveFilterProps {
  value: Archived;
  onChange: (value: Archived) => void;
}

export function ArchiveFilter({ value, onChange }: ArchiveFilterProps) {
  return (
    <SegmentedControl
      aria-label="Which to show"
      data={choices}
      value={value}
      onChange={(picked) => onChange(picked as Archived)}
    />
  );
}

export function passes(row: { archived: boolean }, filter: Archived): boolean {
  return filter === "all" || row.archived === (filter === "archived");
}
