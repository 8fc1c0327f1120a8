import type { Invitation, InvitationResult } from "../../api/types";
import { dateText } from "../../ui/dateText";
import type { Formats } from "../../ui/formats";
import { relativeTime } from "../../ui/relativeTime";

export const statusNames: Record<Invitation["status"], string> = {
  pending: "Pending",
  accepted: "Accepted",
  declined: "Declined",
  revoked: "Revoked",
  expired: "Expired",
};

/** What has become of an invitation, as a line below its state. */
export function statusLine(invitation: Invitation, now: Date, formats: Formats): string {
  const on = (at: string | null) => (at === null ? "" : ` on ${dateText(new Date(at), formats)}`);
  switch (invitation.status) {
    case "pending":
      return `Ends ${relativeTime(new Date(invitation.expiresAt), now)}`;
    case "accepted":
      return `By ${invitation.acceptedBy?.name ?? "somebody"}${on(invitation.acceptedAt)}`;
    case "declined":
      return `Declined${on(invitation.declinedAt)}`;
    case "revoked":
      return invitation.revokedBecause === "inviterMayNot"
        ? "Ended: who invited may not any more"
        : `Taken back${on(invitation.revokedAt)}`;
    case "expired":
      return `Its link ended${on(invitation.expiresAt)}`;
  }
}

/** Whether a new link can be made: what is settled stays so. */
export function canResend({ status }: Invitation): boolean {
  return status === "pending" || status === "expired";
}

const outcomeWords: Record<InvitationResult["outcome"], string> = {
  created: "Invited",
  alreadyMember: "Is a member already",
  alreadyInvited: "Has a pending invitation already",
  invalidAddress: "Is no e-mail address",
  undeliverable: "Refused mail before",
  limitReached: "Not invited: too many invitations for now",
};

export function outcomeLine({ outcome, detail }: InvitationResult): string {
  return detail ? `${outcomeWords[outcome]}. ${detail}` : outcomeWords[outcome];
}

/** “2 people are invited, 1 is not.”, for the end of inviting. */
export function outcomeSummary(results: readonly InvitationResult[]): string {
  const invited = results.filter(({ outcome }) => outcome === "created").length;
  const others = results.length - invited;
  const first = `${people(invited)} invited`;
  if (others === 0) {
    return `${first}.`;
  }
  return `${first}, ${others} ${others === 1 ? "is" : "are"} not.`;
}

function people(count: number): string {
  if (count === 0) {
    return "Nobody is";
  }
  return count === 1 ? "1 person is" : `${count} people are`;
}
