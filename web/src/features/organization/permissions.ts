/** The permissions the app asks for, named as the server's role table names them. */
export type Permission =
  | "clients.create"
  | "clients.update"
  | "clients.delete"
  | "projects.create"
  | "projects.update"
  | "projects.delete"
  | "timeEntries.read"
  | "timeEntries.create"
  | "timeEntries.update"
  | "timeEntries.delete"
  | "timeEntries.readAll"
  | "reports.read";
