import type { Organization, OrganizationChange } from "../../api/types";

/** An organization's settings as they are typed and picked. */
export interface SettingsFields {
  name: string;
  slug: string;
  currency: string;
  timeZone: string;
  weekStart: string;
}

export function formOf(organization: Organization): SettingsFields {
  const { name, slug, currency, timeZone, weekStart } = organization;
  return { name, slug, currency, timeZone, weekStart: String(weekStart) };
}

/** Only what differs is sent, so that nobody's change of another field is undone by saving this. */
export function changeOf(before: Organization, form: SettingsFields): OrganizationChange {
  const after = {
    name: form.name.trim(),
    slug: form.slug.trim(),
    currency: form.currency,
    timeZone: form.timeZone,
    weekStart: Number(form.weekStart),
  };
  return Object.fromEntries(
    Object.entries(after).filter(([field, value]) => before[field as keyof typeof after] !== value),
  );
}

/** Whether the words typed to confirm are the ones asked for. Spaces around them are no doubt. */
export function isConfirmed(typed: string, wanted: string): boolean {
  const plain = (text: string) => text.normalize("NFC").trim().replace(/\s+/g, " ");
  return plain(typed) === plain(wanted);
}
