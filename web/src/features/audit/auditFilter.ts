import type { AuditFilter } from "../../api/keys";
import { addDays, type LocalDay, startOfDay } from "../../ui/localDay";

/** The filter as it is picked; empty text stands for “any”. */
export interface AuditFields {
  function: string;
  actorId: string;
  membershipId: string;
  from: LocalDay | "";
  to: LocalDay | "";
}

export const noFilter: AuditFields = {
  function: "",
  actorId: "",
  membershipId: "",
  from: "",
  to: "",
};

/** What to ask for. Both days are meant whole: the end is the beginning of the day after. */
export function filterOf({ from, to, ...fields }: AuditFields): AuditFilter {
  return {
    ...Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== "")),
    ...(from === "" ? {} : { from: startOfDay(from).toISOString() }),
    ...(to === "" ? {} : { to: startOfDay(addDays(to, 1)).toISOString() }),
  };
}
