import type { ReactNode } from "react";
import type { Member, Role } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMembership } from "../organization/useOrganization";
import { useRemoveMember, useUpdateMember } from "./changes";
import { MergeDialog } from "./MergeDialog";
import { withArticle } from "./memberRules";

/** What is asked before a member is changed in a way that they, or one oneself, would feel. */
export type MemberQuestion =
  | { ask: "deactivate"; member: Member }
  | { ask: "remove"; member: Member }
  | { ask: "merge"; member: Member }
  | { ask: "ownRole"; member: Member; role: Role };

interface MemberDialogProps {
  question: MemberQuestion;
  onClose: () => void;
}

export function MemberDialog({ question, onClose }: MemberDialogProps) {
  return question.ask === "merge" ? (
    <MergeDialog placeholder={question.member} onClose={onClose} />
  ) : (
    <ChangeDialog question={question} onClose={onClose} />
  );
}

type ChangeQuestion = Exclude<MemberQuestion, { ask: "merge" }>;

interface ChangeDialogProps {
  question: ChangeQuestion;
  onClose: () => void;
}

function ChangeDialog({ question, onClose }: ChangeDialogProps) {
  const organization = useMembership().organization.name;
  const update = useUpdateMember();
  const remove = useRemoveMember();
  const { member } = question;
  const { title, words, confirm } = wordsOf(question, organization);
  const error = update.error ?? remove.error;

  const act = () => {
    if (question.ask === "remove") {
      remove.mutate(member, { onSuccess: onClose });
    } else {
      const change = question.ask === "ownRole" ? { role: question.role } : { active: false };
      update.mutate({ member, change }, { onSuccess: onClose });
    }
  };

  return (
    <ConfirmDialog
      opened
      title={title}
      confirmLabel={confirm}
      danger={question.ask === "remove"}
      pending={update.isPending || remove.isPending}
      onClose={onClose}
      onConfirm={act}
    >
      {words}
      {error !== null && <ProblemNotice error={error} />}
    </ConfirmDialog>
  );
}

function wordsOf(
  question: ChangeQuestion,
  organization: string,
): { title: string; words: ReactNode; confirm: string } {
  const { name } = question.member;
  switch (question.ask) {
    case "deactivate":
      return {
        title: `Deactivate ${name}?`,
        words: (
          <p>
            {name} cannot come into {organization} any more, and pages open there close at once.
            What they tracked stays, and you can reactivate them at any time.
          </p>
        ),
        confirm: "Deactivate",
      };
    case "remove":
      return {
        title: `Remove ${name}?`,
        words: (
          <p>
            {name} leaves {organization} at once. What they tracked stays here, under their name, in
            every list and report. To let them in again later takes an invitation; to keep them out
            for a while, deactivate them instead.
          </p>
        ),
        confirm: "Remove member",
      };
    case "ownRole":
      return {
        title: `Become ${withArticle(question.role)}?`,
        words: (
          <p>
            This is your own role. You may do less from then on, and cannot take it back: only
            somebody with a higher role can give you yours again.
          </p>
        ),
        confirm: `Become ${withArticle(question.role)}`,
      };
  }
}
