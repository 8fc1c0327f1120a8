import { defineConfig, type LaunchOptions } from "@playwright/test";

// The browser is Debian's: Playwright's own cannot be downloaded everywhere the tests run.
const launchOptions: LaunchOptions = {
  executablePath: process.env.TENURE_E2E_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

const signedIn = { storageState: "test-results/session.json" };
const setUpLink = process.env.TENURE_SETUP_LINK;
const mailUrl = process.env.TENURE_MAIL_URL;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/runs",
  forbidOnly: true,
  // The tests share one user, whose one timer per organization they start and stop.
  workers: 1,
  reporter: "list",
  timeout: 30_000,
  expect: { timeout: 7_000 },
  use: {
    baseURL: process.env.TENURE_URL ?? "http://127.0.0.1:8080",
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions,
  },
  projects: [
    { name: "sign-in", testMatch: "sign-in.setup.ts" },
    {
      name: "app",
      testMatch: "*.spec.ts",
      testIgnore: ["set-up.spec.ts", "delivery.spec.ts"],
      dependencies: ["sign-in"],
      use: signedIn,
    },
    // Needs an instance that nobody has claimed, which can be claimed only once.
    ...(setUpLink ? [{ name: "set-up", testMatch: "set-up.spec.ts" }] : []),
    // Needs a server whose mail goes to the stand-in that the test itself is.
    ...(mailUrl
      ? [{ name: "mail", testMatch: "delivery.spec.ts", use: { baseURL: mailUrl } }]
      : []),
  ],
});
