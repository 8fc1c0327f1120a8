import { asProblem } from "../../api/problem";
import { ConfirmDialog } from "../../ui/ConfirmDialog";
import { ProblemNotice } from "../../ui/ProblemNotice";
import { useMembership } from "../organization/useOrganization";
import { useLeaveOrganization } from "./changes";

export function LeaveDialog({ onClose }: { onClose: () => void }) {
  const { organization, role } = useMembership();
  const leave = useLeaveOrganization();
  const isLastOwner = leave.error !== null && asProblem(leave.error).code === "last_owner";
  return (
    <ConfirmDialog
      opened
      title={`Leave ${organization.name}?`}
      confirmLabel="Leave"
      danger
      pending={leave.isPending}
      onClose={onClose}
      onConfirm={() => leave.mutate()}
    >
      <p>
        Pages open here close at once, on all your devices. What you tracked stays with{" "}
        {organization.name}, under your name. To come back you need an invitation.
      </p>
      {role === "owner" && !isLastOwner && (
        <p>An organization keeps an owner: if you are the only one, hand it on first.</p>
      )}
      {leave.error !== null && <ProblemNotice error={leave.error} />}
    </ConfirmDialog>
  );
}
