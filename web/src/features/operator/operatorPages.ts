import type { IconName } from "../../ui/Icon";

interface OperatorPage {
  /** Its route, which stands in the router, too. */
  to: string;
  name: string;
  icon: IconName;
  /** What one does there, for the overview. */
  about: string;
}

/** The pages of those who run the instance, in the order of the navigation. A new page is a line here. */
export const operatorPages = [
  {
    to: "/operator/mail",
    name: "Mail",
    icon: "mail",
    about: "What this instance sends, what waits or failed, and what each mail looks like.",
  },
] as const satisfies readonly OperatorPage[];
