import { ActionIcon, Menu, VisuallyHidden } from "@mantine/core";
import { memo } from "react";
import type { Invitation } from "../../api/types";
import { useFormats } from "../../ui/formats";
import { Icon } from "../../ui/Icon";
import table from "../../ui/table.module.css";
import { useMay } from "../organization/useOrganization";
import { InvitationDelivery } from "./InvitationDelivery";
import type { InvitationQuestion } from "./InvitationDialog";
import classes from "./Invitations.module.css";
import { canResend, statusLine, statusNames } from "./invitationWords";

interface InvitationTableProps {
  invitations: readonly Invitation[];
  onAsk: (question: InvitationQuestion) => void;
}

export function InvitationTable({ invitations, onAsk }: InvitationTableProps) {
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Invited</th>
            <th scope="col">Role</th>
            <th scope="col">Mail</th>
            <th scope="col">Invitation</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} invitation={invitation} onAsk={onAsk} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface InvitationRowProps {
  invitation: Invitation;
  onAsk: (question: InvitationQuestion) => void;
}

const InvitationRow = memo(function InvitationRow({ invitation, onAsk }: InvitationRowProps) {
  const formats = useFormats();
  const { email, role, status, delivery, invitedBy, renewalAskedAt } = invitation;
  return (
    <tr>
      <td>
        <bdi className={table.title}>{email}</bdi>
        {renewalAskedAt !== null && (
          <span className={`${table.tag} ${classes.asked}`}>Asked for a new link</span>
        )}
        {invitedBy !== null && <div className={table.below}>by {invitedBy.name}</div>}
      </td>
      <td data-label="Role">{role}</td>
      <td data-label="Mail">
        {delivery === null ? (
          <span className={table.below}>No mail: link only</span>
        ) : (
          <InvitationDelivery email={email} delivery={delivery} />
        )}
      </td>
      <td data-label="Invitation">
        <div className={classes.delivery}>
          <span>{statusNames[status]}</span>
          <span className={table.below}>{statusLine(invitation, new Date(), formats)}</span>
        </div>
      </td>
      <td className={table.menu}>
        <InvitationMenu invitation={invitation} onAsk={onAsk} />
      </td>
    </tr>
  );
});

/** What can still be done with an invitation; nothing with one that is settled. */
function InvitationMenu({ invitation, onAsk }: InvitationRowProps) {
  const mayResend = useMay("invitations.resend");
  const mayRevoke = useMay("invitations.revoke");
  if (!(canResend(invitation) && (mayResend || mayRevoke))) {
    return null;
  }
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`More for ${invitation.email}`}
        >
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {mayResend && (
          <Menu.Item
            leftSection={<Icon name="send" size={16} />}
            onClick={() => onAsk({ ask: "resend", invitation })}
          >
            Send again
          </Menu.Item>
        )}
        {mayResend && (
          <Menu.Item
            leftSection={<Icon name="link" size={16} />}
            onClick={() => onAsk({ ask: "link", invitation })}
          >
            Copy link
          </Menu.Item>
        )}
        {mayRevoke && invitation.status === "pending" && (
          <Menu.Item
            color="red"
            leftSection={<Icon name="block" size={16} />}
            onClick={() => onAsk({ ask: "revoke", invitation })}
          >
            Revoke
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
