import { expect, it } from "vitest";
import { websiteLink } from "./websiteLink";

it("links web addresses and shows them without the scheme", () => {
  expect(websiteLink("https://acme.example/")).toEqual({
    href: "https://acme.example/",
    text: "acme.example",
  });
});

it.each([null, "javascript:alert(1)", "data:text/html,x", "not a link"])(
  "makes no link of %j",
  (address) => {
    expect(websiteLink(address)).toBeNull();
  },
);
