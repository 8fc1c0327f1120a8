import type { Organization, OrganizationChange } from "../../api/types";
import type { Formats } from "../../ui/formats";

/** An organization's settings as they are typed and picked. */
export interface SettingsFields {
  name: string;
  slug: string;
  currency: string;
  timeZone: string;
  weekStart: string;
  formats: Formats;
  ratesVisibleTo: Organization["ratesVisibleTo"];
  tasksManagedBy: Organization["tasksManagedBy"];
}

export function formOf(organization: Organization): SettingsFields {
  const { name, slug, currency, timeZone, weekStart } = organization;
  const { formats, ratesVisibleTo, tasksManagedBy } = organization;
  return {
    name,
    slug,
    currency,
    timeZone,
    weekStart: String(weekStart),
    formats,
    ratesVisibleTo,
    tasksManagedBy,
  };
}

/** Only what differs is sent, so that nobody's change of another field is undone by saving this. */
export function changeOf(before: Organization, form: SettingsFields): OrganizationChange {
  const { formats, ...picked } = form;
  const change = differing(before, {
    ...picked,
    name: form.name.trim(),
    slug: form.slug.trim(),
    weekStart: Number(form.weekStart),
  });
  const formatsChange = differing(before.formats, formats);
  return Object.keys(formatsChange).length === 0 ? change : { ...change, formats: formatsChange };
}

function differing<Fields extends object>(before: Fields, after: Partial<Fields>): Partial<Fields> {
  const entries = Object.entries(after) as [keyof Fields, unknown][];
  return Object.fromEntries(
    entries.filter(([field, value]) => before[field] !== value),
  ) as Partial<Fields>;
}

/** Whether the words typed to confirm are the ones asked for. Spaces around them are no doubt. */
export function isConfirmed(typed: string, wanted: string): boolean {
  const plain = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ");
  return plain(typed) === plain(wanted);
}
