// Measures the script a browser must have before a first page is usable: the entry, what it imports,
// and the page's own chunk with what that imports. Fails above the limit.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const limit = 250_000;
const firstPages = [
  "src/features/session/SignInPage.tsx",
  "src/features/session/SetUpPage.tsx",
  "src/features/timer/TimerPage.tsx",
  "src/features/projects/ProjectsPage.tsx",
  "src/features/clients/ClientsPage.tsx",
  "src/features/members/MembersPage.tsx",
  "src/features/settings/SettingsPage.tsx",
  "src/features/audit/AuditLogPage.tsx",
  "src/features/account/AccountPage.tsx",
  "src/features/operator/OverviewPage.tsx",
  "src/features/operator/mail/MailPage.tsx",
  "src/features/invitation/InvitationPage.tsx",
];

const dist = fileURLToPath(new URL("../dist", import.meta.url));
const manifest = JSON.parse(await readFile(join(dist, ".vite/manifest.json"), "utf8"));

/** The script files that loading a module needs. */
function scripts(key, found = new Set()) {
  const chunk = manifest[key];
  if (chunk === undefined) {
    throw new Error(`${key} is not in the build. Has the page moved? Then name it here anew.`);
  }
  if (!found.has(chunk.file)) {
    found.add(chunk.file);
    for (const imported of chunk.imports ?? []) {
      scripts(imported, found);
    }
  }
  return found;
}

async function bytes(files, ending) {
  const sizes = await Promise.all(
    [...files].map(async (file) => (await readFile(join(dist, file + ending))).length),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

const kilo = (size) => `${(size / 1000).toFixed(1)} kB`.padStart(9);
let tooBig = false;
for (const page of firstPages) {
  const files = new Set(["color-scheme.js", ...scripts("index.html"), ...scripts(page)]);
  const [gzip, brotli] = [await bytes(files, ".gz"), await bytes(files, ".br")];
  tooBig ||= gzip > limit;
  console.log(`${kilo(gzip)} gzip ${kilo(brotli)} brotli  ${page}`);
}
if (tooBig) {
  console.error(`Over the limit of ${kilo(limit).trim()} (gzip).`);
  process.exit(1);
}
