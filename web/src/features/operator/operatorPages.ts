import type { IconName } from "../../ui/Icon";

/** The pages of those who run the instance, in the order of the navigation. */
export const operatorPages = [
  { to: "/operator/mail", name: "Mail", icon: "mail" },
] as const satisfies readonly { to: string; name: string; icon: IconName }[];
