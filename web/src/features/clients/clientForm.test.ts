import { expect, it } from "vitest";
import { clientOf, emptyClient } from "./clientForm";

it("sends empty fields as nothing and completes a website's scheme", () => {
  const form = { ...emptyClient, name: " Acme ", websiteUrl: "acme.example", note: "  " };
  expect(clientOf(form)).toEqual({
    name: "Acme",
    note: null,
    websiteUrl: "https://acme.example",
    color: null,
    address: null,
  });
});

it("sends an address with one line as an address", () => {
  expect(clientOf({ ...emptyClient, name: "Acme", city: "Ghent" }).address).toEqual({
    street: null,
    postCode: null,
    city: "Ghent",
    country: null,
  });
});
