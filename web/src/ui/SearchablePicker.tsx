import { Combobox, useCombobox } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { ColorDot } from "./ColorDot";
import { Icon } from "./Icon";
import { filterGroups, type PickerGroup } from "./pickerSearch";
import classes from "./SearchablePicker.module.css";

interface SearchablePickerProps {
  /** What is being picked, for screen readers: “Project”, “Organization”. */
  label: string;
  groups: readonly PickerGroup[];
  value: string;
  onPick: (value: string) => void;
  searchPlaceholder: string;
  nothingFound: string;
  children: ReactNode;
  className?: string | undefined;
  disabled?: boolean;
  dots?: boolean;
}

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
}: SearchablePickerProps) {
  const [search, setSearch] = useState("");
  const combobox = useCombobox({
    onDropdownClose: () => {
      setSearch("");
      combobox.resetSelectedOption();
    },
    onDropdownOpen: () => {
      combobox.focusSearchInput();
      combobox.updateSelectedOptionIndex("active");
    },
  });
  const { shown, hidden } = useMemo(() => filterGroups(groups, search), [groups, search]);

  return (
    <Combobox
      store={combobox}
      position="bottom-start"
      width="max-content"
      shadow="md"
      onOptionSubmit={(picked) => {
        combobox.closeDropdown();
        combobox.focusTarget();
        onPick(picked);
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
        <Combobox.Search
          aria-label={`Search: ${label}`}
          placeholder={searchPlaceholder}
          value={search}
          onChange={(event) => {
            setSearch(event.currentTarget.value);
            combobox.selectFirstOption();
          }}
        />
        <Combobox.Options mah={320} className={classes.options}>
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
        </Combobox.Options>
        {hidden > 0 && (
          <Combobox.Footer className={classes.more}>
            {hidden} more: type to narrow the list
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  );
}
