export interface PickerOption {
  value: string;
  label: string;
  hint?: string;
  color?: string | null;
  /** Found by these words too, e.g. a project by its client's name. */
  alsoFoundBy?: string;
}

export interface PickerGroup {
  label: string;
  options: readonly PickerOption[];
}

// More would make opening the list slow, and nobody reads further than this.
const most = 60;

/** The options that hold every word of the search, and how many more there are than shown. */
export function filterGroups(
  groups: readonly PickerGroup[],
  search: string,
): { shown: PickerGroup[]; hidden: number } {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const shown: PickerGroup[] = [];
  let room = most;
  let hidden = 0;
  for (const group of groups) {
    const found = group.options.filter((option) => {
      const text = fold(`${option.label} ${option.alsoFoundBy ?? ""}`);
      return words.every((word) => text.includes(word));
    });
    const options = found.slice(0, room);
    room -= options.length;
    hidden += found.length - options.length;
    if (options.length > 0) {
      shown.push({ label: group.label, options });
    }
  }
  return { shown, hidden };
}

/** Without case and accents: “zürich” is found by “ZURICH”. */
export function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}
