import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { precompress } from "./build/precompress.ts";

export default defineConfig({
  plugins: [react(), precompress()],
  server: {
    proxy: { "/api": "http://127.0.0.1:8080" },
  },
  build: {
    // The content security policy allows no data: fonts or scripts, so nothing is inlined.
    assetsInlineLimit: 0,
    // Read by scripts/check-size.mjs.
    manifest: true,
    target: "es2023",
    // Off, so that the order in which chunks are asked for is the browser's, without an inline script.
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/app/testSetup.ts"],
    restoreMocks: true,
    testTimeout: 30_000,
    env: { TZ: "Europe/Berlin" },
  },
});
