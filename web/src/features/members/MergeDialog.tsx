import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { Member } from "../../api/types";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMergeMember } from "./changes";
import { MemberSelect } from "./MemberSelect";

interface MergeDialogProps {
  placeholder: Member;
  onClose: () => void;
}

/** Gives what a placeholder holds to the person who really tracked it. */
export function MergeDialog({ placeholder, onClose }: MergeDialogProps) {
  const [into, setInto] = useState<Member | null>(null);
  const merge = useMergeMember();
  return (
    <ConfirmDialog
      opened
      title={`Merge ${placeholder.name} into a member`}
      confirmLabel={into === null ? "Merge" : `Merge into ${into.name}`}
      disabled={into === null}
      pending={merge.isPending}
      onClose={onClose}
      onConfirm={() =>
        into !== null &&
        merge.mutate(
          { placeholder, into },
          {
            onSuccess: () => {
              onClose();
              notifications.show({
                message: `What ${placeholder.name} held is ${into.name}'s now.`,
              });
            },
          },
        )
      }
    >
      <p>
        Every time entry of {placeholder.name} becomes the member's, and counts as theirs in every
        list and report. Where both have a running timer, the placeholder's is stopped. Then the
        placeholder is removed. This cannot be taken back.
      </p>
      <MemberSelect
        label="Who it really was"
        value={into}
        onChange={setInto}
        among={{ state: "active" }}
        without={[placeholder.id]}
      />
      {merge.error !== null && <ProblemNotice error={merge.error} />}
    </ConfirmDialog>
  );
}
