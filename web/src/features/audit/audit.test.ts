import { describe, expect, it } from "vitest";
import type { AuditEntry } from "../../api/types";
import { member } from "../../app/fixtures";
import { auditCsv } from "./auditCsv";
import { filterOf, noFilter } from "./auditFilter";
import { actorName, changesInOneLine, deed, fieldChanges } from "./auditWords";

const robin = member({ id: "m-robin", userId: "u-robin", name: "Robin Vale" });
const aiko = member({ id: "m-aiko", userId: "u-aiko", name: "Aiko Lindqvist" });
const people = {
  byUser: new Map([robin, aiko].map((person) => [person.userId, person])),
  byMembership: new Map([robin, aiko].map((person) => [person.id, person])),
};

function entry(part: Partial<AuditEntry> = {}): AuditEntry {
  return {
    id: "a-1",
    at: "2026-11-23T23:07:42.496Z",
    actorId: "u-robin",
    function: "members.update",
    subjectId: "m-aiko",
    before: { active: true, role: "member" },
    after: { active: true, role: "viewer" },
    requestId: "r-1",
    address: "127.0.0.1",
    ...part,
  };
}

describe("the words", () => {
  it("say who did what to whom", () => {
    expect(actorName(entry(), people)).toBe("Robin Vale");
    expect(actorName(entry({ actorId: null }), people)).toBe("Tenure itself");
    expect(actorName(entry({ actorId: "u-gone" }), people)).toBe("A former member");
    expect(deed(entry(), people)).toBe("changed the role of Aiko Lindqvist");
    const active = (yes: boolean) => ({ role: "member", active: yes });
    expect(deed(entry({ before: active(true), after: active(false) }), people)).toBe(
      "deactivated Aiko Lindqvist",
    );
    expect(deed(entry({ before: active(false), after: active(true) }), people)).toBe(
      "reactivated Aiko Lindqvist",
    );
    expect(deed(entry({ function: "members.remove" }), people)).toBe("removed Aiko Lindqvist");
    const invited = entry({ function: "invitations.create", after: { email: "ines@example.com" } });
    expect(deed(invited, people)).toBe("invited ines@example.com");
    expect(deed(entry({ function: "organizations.restore" }), people)).toBe(
      "restored the organization",
    );
    expect(deed(entry({ function: "somethingNew.do" }), people)).toBe("somethingNew.do");
  });

  it("name only what differs", () => {
    expect(fieldChanges(entry(), people)).toEqual([
      { field: "Role", before: "member", after: "viewer" },
    ]);
    const settings = entry({
      function: "organizations.update",
      before: { name: "Acme", timeZone: "UTC", weekStart: 1 },
      after: { name: "Acme", timeZone: "Europe/Vienna", weekStart: 7 },
    });
    expect(changesInOneLine(fieldChanges(settings, people))).toBe(
      "Time zone: UTC → Europe/Vienna; Week begins on: Monday → Sunday",
    );
  });

  it("name the part that differs of what has parts", () => {
    const formats = { date: "yyyy-mm-dd", time: "24h" };
    const settings = entry({
      function: "organizations.update",
      before: { formats },
      after: { formats: { ...formats, date: "dd.mm.yyyy" } },
    });
    expect(changesInOneLine(fieldChanges(settings, people))).toBe("Dates: yyyy-mm-dd → dd.mm.yyyy");
  });

  it("show what is gone, and people by name", () => {
    const removed = entry({ before: { role: "member", userId: "u-aiko" }, after: null });
    expect(fieldChanges(removed, people)).toEqual([
      { field: "Role", before: "member", after: null },
      { field: "User", before: "Aiko Lindqvist", after: null },
    ]);
  });
});

describe("the file", () => {
  it("has a line for each change, quoted where needed", () => {
    const lines = auditCsv([entry()], people).split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines[0]?.startsWith("\uFEFFwhen,who,what,changes,function,from")).toBe(true);
    expect(lines[1]).toContain(
      "2026-11-23T23:07:42.496Z,Robin Vale,changed the role of Aiko Lindqvist,Role: member → viewer,members.update,127.0.0.1",
    );
    expect(lines[1]).toContain('"{""active"":true,""role"":""viewer""}"');
  });

  it("runs nobody's name as a formula", () => {
    const evil = { ...robin, name: '=HYPERLINK("x")' };
    const csv = auditCsv([entry()], { ...people, byUser: new Map([[evil.userId, evil]]) });
    expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  });
});

it("asks for whole days, and for nothing that was not picked", () => {
  expect(filterOf(noFilter)).toEqual({});
  expect(
    filterOf({ ...noFilter, function: "members.update", from: "2026-11-22", to: "2026-11-23" }),
  ).toEqual({
    function: "members.update",
    from: "2026-11-21T23:00:00.000Z",
    to: "2026-11-23T23:00:00.000Z",
  });
});
