import { Combobox, useCombobox } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ColorDot } from "./ColorDot";
import { Icon } from "./Icon";
import { filterGroups, type PickerGroup } from "./pickerSearch";
import classes from "./SearchablePicker.module.css";

interface SearchablePickerProps {
  /** What is being picked, for screen readers: “Project”, “Organization”. */
  label: string;
  /** Asked for when the list opens: a page has many pickers, of which one is open. */
  groups: () => readonly PickerGroup[];
  value: string;
  onPick: (value: string) => void;
  searchPlaceholder: string;
  nothingFound: string;
  children: ReactNode;
  className?: string | undefined;
  disabled?: boolean;
  dots?: boolean;
  /** Something else to do, below the list whatever is searched for. */
  action?: { label: string; onPick: () => void } | undefined;
}

// No id of anything that is picked.
const actionValue = "$action";

/** A button that opens a list with a search field; arrows, Enter and Escape work throughout. */
export function SearchablePicker({
  label,
  groups,
  value,
  onPick,
  searchPlaceholder,
  nothingFound,
  children,
  className,
  disabled = false,
  dots = false,
  action,
}: SearchablePickerProps) {
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => {
      combobox.focusSearchInput();
      combobox.updateSelectedOptionIndex("active");
    },
  });

  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width="max-content"
      shadow="md"
      onOptionSubmit={(picked) => {
        combobox.closeDropdown();
        combobox.focusTarget();
        if (picked === actionValue) {
          action?.onPick();
        } else {
          onPick(picked);
        }
      }}
    >
      <Combobox.Target targetType="button">
        <button
          type="button"
          className={className}
          disabled={disabled}
          aria-label={label}
          onClick={() => combobox.toggleDropdown()}
        >
          {children}
        </button>
      </Combobox.Target>
      <Combobox.Dropdown className={classes.dropdown}>
        {combobox.dropdownOpened && (
          <OpenList
            label={label}
            groups={groups()}
            value={value}
            onSearch={() => combobox.selectFirstOption()}
            searchPlaceholder={searchPlaceholder}
            nothingFound={nothingFound}
            dots={dots}
            actionLabel={action?.label}
          />
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}

interface OpenListProps {
  label: string;
  groups: readonly PickerGroup[];
  value: string;
  onSearch: () => void;
  searchPlaceholder: string;
  nothingFound: string;
  dots: boolean;
  actionLabel: string | undefined;
}

/** Mounted with each opening, so that each begins with an empty search. */
function OpenList({
  label,
  groups,
  value,
  onSearch,
  searchPlaceholder,
  nothingFound,
  dots,
  actionLabel,
}: OpenListProps) {
  const [search, setSearch] = useState("");
  const { shown, hidden } = filterGroups(groups, search);
  return (
    <>
      <Combobox.Search
        aria-label={`Search: ${label}`}
        placeholder={searchPlaceholder}
        value={search}
        onChange={(event) => {
          setSearch(event.currentTarget.value);
          onSearch();
        }}
      />
      {/* Focusable, since what scrolls must be reachable by the keyboard. */}
      <Combobox.Options mah={320} className={classes.options} aria-label={label} tabIndex={0}>
        {shown.length === 0 && <Combobox.Empty>{nothingFound}</Combobox.Empty>}
        {shown.map((group) => (
          <Combobox.Group key={group.label} label={group.label}>
            {group.options.map((option) => (
              <Combobox.Option
                key={option.value}
                value={option.value}
                active={option.value === value}
                className={classes.option}
              >
                {dots && <ColorDot color={option.color} />}
                <span className={classes.name}>{option.label}</span>
                {option.hint && <span className={classes.hint}>{option.hint}</span>}
                {option.value === value && <Icon name="check" size={15} />}
              </Combobox.Option>
            ))}
          </Combobox.Group>
        ))}
        {actionLabel && (
          <Combobox.Option value={actionValue} className={`${classes.option} ${classes.action}`}>
            <Icon name="plus" size={16} />
            <span className={classes.name}>{actionLabel}</span>
          </Combobox.Option>
        )}
      </Combobox.Options>
      {hidden > 0 && (
        <Combobox.Footer className={classes.more}>
          {hidden} more: type to narrow the list
        </Combobox.Footer>
      )}
    </>
  );
}
