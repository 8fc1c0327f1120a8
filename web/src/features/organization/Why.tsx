import { CloseButton, Popover } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useId, useState } from "react";
import { type Permission, permissionWords } from "../../api/permissions";
import type { Organization } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { grantersQuery } from "../members/members";
import { useMembership } from "./useOrganization";
import classes from "./Why.module.css";
import { grantersOf, whichChoice, whichRole } from "./whyRules";

interface WhyProps {
  /** The rest of the question, for screen readers: “can I not add projects”. */
  question: string;
  permission?: Permission;
  /** A reason that is no missing permission, e.g. a role above one's own. */
  children?: ReactNode;
}

/**
 * A small button that gives the chain of reasons: the permission wanted, the role held, the roles
 * that have it, and the people who can give one.
 */
export function Why({ question, permission, children }: WhyProps) {
  const [opened, setOpened] = useState(false);
  const wordsId = useId();
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      width="min(320px, calc(100vw - 24px))"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.why}
          aria-label={`Why ${question}?`}
          onClick={() => setOpened(!opened)}
        >
          <Icon name="question" size={15} />
          Why?
        </button>
      </Popover.Target>
      <Popover.Dropdown
        className={classes.dropdown}
        aria-label={`Why ${question}?`}
        aria-describedby={wordsId}
      >
        <div id={wordsId} className={classes.words}>
          {children}
          {permission && <Reason permission={permission} />}
        </div>
        <CloseButton size="sm" aria-label="Close" data-autofocus onClick={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Reason({ permission }: { permission: Permission }) {
  const { organization } = useMembership();
  return organization.deletion === null ? (
    <MissingPermission permission={permission} />
  ) : (
    <p>
      {organization.name} waits to be deleted: nothing in it can be changed. Restore it, and all is
      as it was.
    </p>
  );
}

function MissingPermission({ permission }: { permission: Permission }) {
  const { organization, role } = useMembership();
  const choice = whichChoice(permission, organization);
  return (
    <>
      <p>
        It needs <code>{permission}</code>: to {permissionWords(permission)}.
      </p>
      <p>
        Your role here is <strong>{role}</strong>. It takes {whichRole(permission, organization)}.
      </p>
      {choice && <p>{choice}</p>}
      <WhomToAsk organization={organization} permission={permission} />
    </>
  );
}

interface WhomToAskProps {
  organization: Organization;
  permission: Permission;
}

function WhomToAsk({ organization, permission }: WhomToAskProps) {
  const granters = useQuery(grantersQuery(organization.id)).data ?? [];
  const names = grantersOf(granters, permission, organization);
  return (
    <p>
      {names.length === 0
        ? "Ask an owner or admin of the organization for such a role."
        : `Ask ${names} for such a role.`}
    </p>
  );
}
