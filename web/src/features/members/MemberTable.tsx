import { ActionIcon, Menu, VisuallyHidden } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { memo } from "react";
import type { Member } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { notifyProblem } from "../../ui/notifyProblem";
import table from "../../ui/table.module.css";
import { initials } from "../organization/initials";
import { useMay, useMembership } from "../organization/useOrganization";
import { Why } from "../organization/Why";
import { useUpdateMember } from "./changes";
import type { MemberQuestion } from "./MemberDialog";
import classes from "./MembersPage.module.css";
import { type MemberState, stateOf, untouchable } from "./memberRules";
import { RolePicker } from "./RolePicker";

interface MemberTableProps {
  members: readonly Member[];
  onAsk: (question: MemberQuestion) => void;
}

export function MemberTable({ members, onAsk }: MemberTableProps) {
  const mayUpdate = useMay("members.update");
  return (
    <div className={table.frame}>
      <table className={table.table}>
        <thead>
          <tr>
            <th scope="col">Member</th>
            <th scope="col">Role</th>
            <th scope="col">
              <VisuallyHidden>Actions</VisuallyHidden>
            </th>
          </tr>
        </thead>
        <tbody>
          {members.map((member) => (
            <MemberRow key={member.id} member={member} mayUpdate={mayUpdate} onAsk={onAsk} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const stateWords: Record<MemberState, { tag: string; words: string }> = {
  active: { tag: "", words: "" },
  deactivated: { tag: "Deactivated", words: "Cannot come in until reactivated" },
  removed: { tag: "Removed", words: "What they tracked stays here" },
  placeholder: { tag: "Placeholder", words: "Holds what an unknown person tracked" },
};

interface MemberRowProps {
  member: Member;
  mayUpdate: boolean;
  onAsk: (question: MemberQuestion) => void;
}

const MemberRow = memo(function MemberRow({ member, mayUpdate, onAsk }: MemberRowProps) {
  const own = useMembership();
  const update = useUpdateMember();
  const state = stateOf(member);
  const isSelf = member.id === own.id;
  const reason = untouchable(member, own.role);
  const mayChange = mayUpdate && reason === null;

  return (
    <tr className={state === "active" ? undefined : classes.inactive}>
      <td>
        <div className={table.name}>
          <span
            className={classes.avatar}
            aria-hidden="true"
            data-inactive={state !== "active" || undefined}
          >
            {initials(member.name)}
          </span>
          <div>
            <bdi className={classes.who}>{member.name}</bdi>
            {isSelf && <span className={table.tag}>you</span>}
            {state !== "active" && <span className={table.tag}>{stateWords[state].tag}</span>}
            {state !== "active" && <div className={table.below}>{stateWords[state].words}</div>}
          </div>
        </div>
      </td>
      <td data-label="Role">
        <span className={classes.role}>
          {mayChange ? (
            <RolePicker
              name={member.name}
              role={member.role}
              own={own.role}
              disabled={update.isPending}
              onPick={(role) =>
                isSelf
                  ? onAsk({ ask: "ownRole", member, role })
                  : update.mutate(
                      { member, change: { role } },
                      { onError: (error) => notifyProblem("The role was not changed", error) },
                    )
              }
            />
          ) : (
            <span className={classes.fixed}>{member.role}</span>
          )}
          {mayUpdate && reason !== null && !member.removed && (
            <Why question={`can I not change ${member.name}`}>
              <p>{reason}</p>
              <p>Only those with a role at least as high can change them: ask an owner.</p>
            </Why>
          )}
        </span>
      </td>
      <td className={table.menu}>
        {isSelf && <OwnMenu />}
        {!isSelf && mayChange && <MemberMenu member={member} state={state} onAsk={onAsk} />}
      </td>
    </tr>
  );
});

function OwnMenu() {
  const { organization } = useMembership();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size="lg" aria-label="More for you">
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<Icon name="leave" size={16} />}
          renderRoot={(props) => (
            <Link
              to="/o/$slug/settings"
              params={{ slug: organization.slug }}
              hash="membership"
              {...props}
            />
          )}
        >
          Leave the organization
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

interface MemberMenuProps {
  member: Member;
  state: MemberState;
  onAsk: (question: MemberQuestion) => void;
}

function MemberMenu({ member, state, onAsk }: MemberMenuProps) {
  const update = useUpdateMember();
  const mayRemove = useMay("members.remove");
  const mayMerge = useMay("members.merge");
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="lg"
          aria-label={`More for ${member.name}`}
          loading={update.isPending}
        >
          <Icon name="dots" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {state === "active" && (
          <Menu.Item
            leftSection={<Icon name="block" size={16} />}
            onClick={() => onAsk({ ask: "deactivate", member })}
          >
            Deactivate
          </Menu.Item>
        )}
        {state === "deactivated" && (
          <Menu.Item
            leftSection={<Icon name="restore" size={16} />}
            onClick={() =>
              update.mutate(
                { member, change: { active: true } },
                { onError: (error) => notifyProblem("The member was not reactivated", error) },
              )
            }
          >
            Reactivate
          </Menu.Item>
        )}
        {state === "placeholder" && mayMerge && (
          <Menu.Item
            leftSection={<Icon name="merge" size={16} />}
            onClick={() => onAsk({ ask: "merge", member })}
          >
            Merge into a member…
          </Menu.Item>
        )}
        {mayRemove && (
          <Menu.Item
            color="red"
            leftSection={<Icon name="trash" size={16} />}
            onClick={() => onAsk({ ask: "remove", member })}
          >
            Remove
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
