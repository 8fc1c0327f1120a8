import { Button } from "@mantine/core";
import { Icon } from "../../ui/Icon";
import { useMay, useMembership } from "./useOrganization";

/**
 * Everything of the organization as one file. The browser saves it and shows how far it is: an export
 * may be larger than a page can hold.
 */
export function ExportButton() {
  const { organization } = useMembership();
  const look = { variant: "default", leftSection: <Icon name="download" size={16} /> } as const;
  return useMay("organization.export") ? (
    <Button
      {...look}
      component="a"
      href={`/api/v1/organizations/${encodeURIComponent(organization.id)}/export`}
      download
    >
      Download the export
    </Button>
  ) : (
    <Button {...look} disabled>
      Download the export
    </Button>
  );
}
