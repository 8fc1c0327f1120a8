import { Button, Collapse, Drawer, Group, Textarea } from "@mantine/core";
import { type FormEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { idempotencyKey } from "../../api/idempotencyKey";
import { asProblem } from "../../api/problem";
import type { NewInvitations, Role } from "../../api/types";
import { Icon } from "../../ui/Icon";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMembership } from "../organization/useOrganization";
import { mostAddresses, readAddresses } from "./addressList";
import { useInvite } from "./changes";
import classes from "./Invite.module.css";
import { InviteResults } from "./InviteResults";
import { LetterPreview } from "./LetterPreview";
import { RoleSelect } from "./RoleSelect";
import { Understood } from "./Understood";

interface InviteDrawerProps {
  onClose: () => void;
  /** After inviting: to where the invitations can be watched. */
  onDone: () => void;
}

const longestNote = 1000;
// The fields at which the form shows what the server objects to.
const shownFields = ["emails", "role", "note"];

/** Invites one or many: addresses as they come, a role, a note, and a look at the mail. */
export default function InviteDrawer({ onClose, onDone }: InviteDrawerProps) {
  const { organization } = useMembership();
  const [text, setText] = useState("");
  const [role, setRole] = useState<Role>("member");
  const [note, setNote] = useState("");
  const [previewed, setPreviewed] = useState(false);
  const deferred = useDeferredValue(text);
  const list = useMemo(() => readAddresses(deferred), [deferred]);
  const invite = useInvite();
  const keyFor = useKeyFor();
  const problem = invite.error ? asProblem(invite.error) : null;
  const count = list.addresses.length;
  const isReady = count > 0 && count <= mostAddresses && deferred === text;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) {
      const emails = list.addresses.map(({ email }) => email);
      const body = { emails, role, note: note.trim() === "" ? null : note.trim() };
      invite.mutate({ body, key: keyFor(body) });
    }
  };

  return (
    <Drawer opened onClose={onClose} title={`Invite to ${organization.name}`} size="lg">
      {invite.data ? (
        <InviteResults
          results={invite.data.results}
          onDone={onDone}
          onMore={() => {
            setText("");
            invite.reset();
          }}
        />
      ) : (
        <form onSubmit={submit} className={classes.form}>
          {problem && !problem.isAtFields(shownFields) && (
            <ProblemNotice title="Nobody was invited" error={problem} />
          )}
          <Textarea
            label="E-mail addresses"
            description="One or many, as you have them: between commas, semicolons or lines, with or without names."
            placeholder={"ines@example.com, Robin Hale <robin@example.com>"}
            autosize
            minRows={3}
            maxRows={10}
            spellCheck={false}
            autoCapitalize="none"
            data-autofocus
            value={text}
            error={problem?.field("emails")}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Understood list={list} />
          <RoleSelect value={role} onChange={setRole} />
          <Textarea
            label="Note"
            description="In the mail, in your own words. May be left out."
            autosize
            minRows={2}
            maxRows={8}
            maxLength={longestNote}
            value={note}
            error={problem?.field("note")}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <div>
            <Button
              variant="subtle"
              size="compact-md"
              leftSection={<Icon name="eye" size={16} />}
              aria-expanded={previewed}
              disabled={count === 0}
              onClick={() => setPreviewed(!previewed)}
            >
              {previewed ? "Close the preview" : "Preview the mail"}
            </Button>
          </div>
          <Collapse expanded={previewed && count > 0}>
            {previewed && list.addresses[0] && (
              <LetterPreview letter={{ email: list.addresses[0].email, role, note }} />
            )}
          </Collapse>
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" disabled={!isReady} loading={invite.isPending}>
              {count > 1 ? `Invite ${count} people` : "Invite"}
            </Button>
          </Group>
        </form>
      )}
    </Drawer>
  );
}

/** The same key for the same body until that has come through, and another for each other one. */
function useKeyFor(): (body: NewInvitations) => string {
  const last = useRef({ body: "", key: "" });
  return (body) => {
    const written = JSON.stringify(body);
    if (last.current.body !== written) {
      last.current = { body: written, key: idempotencyKey() };
    }
    return last.current.key;
  };
}
