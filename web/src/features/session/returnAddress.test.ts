import { expect, it } from "vitest";
import { safeReturnAddress } from "./returnAddress";

it("goes back to pages of this app, with their search and fragment", () => {
  expect(safeReturnAddress("/o/acme/projects?q=1#top")).toBe("/o/acme/projects?q=1#top");
});

it.each([
  undefined,
  "",
  "//evil.example/o",
  "/\\evil.example",
  "https://evil.example",
  "javascript:alert(1)",
  "/sign-in?return=/sign-in",
])("goes to the start page for %j", (address) => {
  expect(safeReturnAddress(address)).toBe("/");
});
