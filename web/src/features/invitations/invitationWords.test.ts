import { expect, it } from "vitest";
import type { InvitationResult } from "../../api/types";
import { invitation } from "../../app/fixtures";
import { plainFormats } from "../../ui/formats";
import { canResend, outcomeLine, outcomeSummary, statusLine } from "./invitationWords";

const now = new Date("2026-11-23T12:00:00Z");
const line = (part: Parameters<typeof invitation>[0]) =>
  statusLine(invitation(part), now, plainFormats);

it("says what has become of an invitation", () => {
  expect(line({ expiresAt: "2026-11-30T11:00:00Z" })).toBe("Ends in 7 days");
  const acceptedBy = { userId: "user-2", name: "Ines" };
  expect(line({ status: "accepted", acceptedAt: "2026-11-22T09:00:00Z", acceptedBy })).toBe(
    "By Ines on 2026-11-22",
  );
  expect(line({ status: "declined", declinedAt: "2026-11-22T09:00:00Z" })).toBe(
    "Declined on 2026-11-22",
  );
  expect(line({ status: "revoked", revokedAt: "2026-11-22T09:00:00Z" })).toBe(
    "Taken back on 2026-11-22",
  );
  expect(line({ status: "revoked", revokedBecause: "inviterMayNot" })).toBe(
    "Ended: who invited may not any more",
  );
  expect(line({ status: "expired", expiresAt: "2026-11-21T09:00:00Z" })).toBe(
    "Its link ended on 2026-11-21",
  );
});

it("offers a new link only while the invitation is open", () => {
  const open = (["pending", "accepted", "declined", "revoked", "expired"] as const).filter(
    (status) => canResend(invitation({ status })),
  );
  expect(open).toEqual(["pending", "expired"]);
});

const result = (outcome: InvitationResult["outcome"], detail: string | null = null) => ({
  email: "a@x.org",
  outcome,
  detail,
  invitation: null,
  link: null,
});

it("says of each address what came of it, and of all together", () => {
  expect(outcomeLine(result("alreadyMember"))).toBe("Is a member already");
  expect(outcomeLine(result("undeliverable", "Ask an operator to lift it."))).toBe(
    "Refused mail before. Ask an operator to lift it.",
  );
  expect(outcomeSummary([result("created")])).toBe("1 person is invited.");
  expect(outcomeSummary([result("created"), result("created"), result("alreadyMember")])).toBe(
    "2 people are invited, 1 is not.",
  );
  expect(outcomeSummary([result("alreadyMember"), result("invalidAddress")])).toBe(
    "Nobody is invited, 2 are not.",
  );
});
