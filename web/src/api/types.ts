import type { Readable } from "openapi-typescript-helpers";
import type { paths } from "./schema";

// The names the app uses, taken from the operations that return them: the generated file stays the
// only place where a shape is written down, and renaming one of its components breaks nothing here.

/**
 * An answer with all its fields: the server always writes them, with null where there is nothing,
 * though the file calls those that can be null optional.
 */
export type Whole<Data> = Data extends (infer Row)[]
  ? Whole<Row>[]
  : Data extends object
    ? { [Field in keyof Data]-?: Whole<Data[Field]> }
    : Data;

type Json<Operation, Status extends number> = Operation extends {
  responses: Record<Status, { content: { "application/json": infer Body } }>;
}
  ? Whole<Readable<Body>>
  : never;

type Body<Operation> = Operation extends {
  requestBody: { content: { "application/json": infer Content } };
}
  ? Content
  : never;

type InOrganization = "/organizations/{organizationId}";

export type Session = Json<paths["/auth/session"]["get"], 200>;
export type User = NonNullable<Session["user"]>;
export type Membership = Session["memberships"][number];
export type Organization = Membership["organization"];
export type Role = Membership["role"];
export type SignedInDevice = Json<paths["/auth/sessions"]["get"], 200>["page"][number];

export type Account = Json<paths["/auth/account"]["get"], 200>;
export type AccountChange = Body<paths["/auth/account"]["patch"]>;
export type LinkPurpose = Body<paths["/auth/link"]["post"]>["purpose"];

/** An invitation as its link shows it to whoever opens it. */
export type InvitationOffer = Json<paths["/invitations/{token}"]["get"], 200>;

export type NewOrganization = Body<paths["/organizations"]["post"]>;
export type OrganizationChange = Body<paths[InOrganization]["patch"]>;
export type Member = Json<paths[`${InOrganization}/members`]["get"], 200>["page"][number];
export type MemberChange = Body<paths[`${InOrganization}/members/{membershipId}`]["patch"]>;

export type Invitation = Json<paths[`${InOrganization}/invitations/{invitationId}`]["get"], 200>;
export type NewInvitations = Body<paths[`${InOrganization}/invitations`]["post"]>;
export type InvitationResult = Json<
  paths[`${InOrganization}/invitations`]["post"],
  201
>["results"][number];

/** One change, as the audit log tells it; before and after hold what the function changes. */
export type AuditEntry = Omit<
  Json<paths[`${InOrganization}/audit-log`]["get"], 200>["page"][number],
  "before" | "after"
> & { before: Record<string, unknown> | null; after: Record<string, unknown> | null };

export type Client = Json<paths[`${InOrganization}/clients/{clientId}`]["get"], 200>;
export type NewClient = Body<paths[`${InOrganization}/clients`]["post"]>;
export type ClientChange = Body<paths[`${InOrganization}/clients/{clientId}`]["patch"]>;

export type Project = Json<paths[`${InOrganization}/projects/{projectId}`]["get"], 200>;
export type NewProject = Body<paths[`${InOrganization}/projects`]["post"]>;
export type ProjectChange = Body<paths[`${InOrganization}/projects/{projectId}`]["patch"]>;
export type Money = NonNullable<Project["hourlyRate"]>;
export type Budget = NonNullable<Project["budget"]>;

export type Task = Json<paths[`${InOrganization}/tasks/{taskId}`]["get"], 200>;
export type TaskChange = Body<paths[`${InOrganization}/tasks/{taskId}`]["patch"]>;

export type TimeEntry = Json<paths[`${InOrganization}/time-entries/{timeEntryId}`]["get"], 200>;
export type NewTimeEntry = Body<paths[`${InOrganization}/time-entries`]["post"]>;
export type TimeEntryChange = Body<paths[`${InOrganization}/time-entries/{timeEntryId}`]["patch"]>;
export type TimerStart = Body<paths[`${InOrganization}/timer/start`]["post"]>;

export type ReportSummary = Json<paths[`${InOrganization}/reports/summary`]["get"], 200>;

export type MailStatus = Json<paths["/operator/mail"]["get"], 200>;
export type MailMessage = Json<paths["/operator/mail/messages"]["get"], 200>["page"][number];
export type WholeMailMessage = Json<paths["/operator/mail/messages/{messageId}"]["get"], 200>;
export type MessageEvent = WholeMailMessage["events"][number]["kind"];
export type MessageKind = MailMessage["kind"];
export type MessageState = MailMessage["state"];
export type Suppression = Json<paths["/operator/mail/suppressions"]["get"], 200>["page"][number];
