import { TextInput } from "@mantine/core";
import { type Archived, ArchiveFilter } from "./ArchiveFilter";
import { Icon } from "./Icon";
import classes from "./ListTools.module.css";

interface ListToolsProps {
  searchLabel: string;
  search: string;
  onSearch: (text: string) => void;
  archived: Archived;
  onArchived: (archived: Archived) => void;
}

/** The row above a list: find by name, and whether to show what is archived. */
export function ListTools({ searchLabel, search, onSearch, archived, onArchived }: ListToolsProps) {
  return (
    <div className={classes.tools}>
      <TextInput
        type="search"
        className={classes.search}
        aria-label={searchLabel}
        placeholder={searchLabel}
        leftSection={<Icon name="search" size={16} />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
      />
      <ArchiveFilter value={archived} onChange={onArchived} />
    </div>
  );
}
