import { expect, it } from "vitest";
import { readAddresses } from "./addressList";

const emails = (text: string) => readAddresses(text).addresses.map(({ email }) => email);

it.each([
  ["a@x.org,b@x.org", ["a@x.org", "b@x.org"]],
  ["a@x.org; b@x.org;\n\n c@x.org", ["a@x.org", "b@x.org", "c@x.org"]],
  ["a@x.org b@x.org\tc@x.org", ["a@x.org", "b@x.org", "c@x.org"]],
  ["mailto:a@x.org, <b@x.org>, (c@x.org).", ["a@x.org", "b@x.org", "c@x.org"]],
  ["root@localhost", ["root@localhost"]],
  ["jürgen@müller.example", ["jürgen@müller.example"]],
])("reads %j", (text, expected) => {
  expect(emails(text)).toEqual(expected);
  expect(readAddresses(text).unread).toEqual([]);
});

it("keeps the names beside the addresses, also with a comma in them", () => {
  const text =
    'Ada Demo <ada@x.org>, "Doe, Jane" <jane@x.org>; Roe, Richard <richard@x.org>, eve@x.org';
  expect(readAddresses(text)).toEqual({
    addresses: [
      { email: "ada@x.org", name: "Ada Demo" },
      { email: "jane@x.org", name: "Doe, Jane" },
      { email: "richard@x.org", name: "Roe, Richard" },
      { email: "eve@x.org", name: null },
    ],
    repeated: [],
    unread: [],
  });
});

it("takes each address once, whatever its case", () => {
  expect(readAddresses("a@x.org, A@X.org, b@x.org")).toMatchObject({
    addresses: [{ email: "a@x.org" }, { email: "b@x.org" }],
    repeated: ["A@X.org"],
  });
});

it.each(["somebody", "a@@x.org", "a@", "@x.org", "Ada <ada>", "a@x..org", "two words"])(
  "shows %j as not understood, and loses nothing beside it",
  (wrong) => {
    expect(readAddresses(`a@x.org\n${wrong}\nb@x.org`)).toMatchObject({
      addresses: [{ email: "a@x.org" }, { email: "b@x.org" }],
      unread: [wrong],
    });
  },
);

it("does not let an open quote or bracket swallow what follows", () => {
  expect(emails('a@x.org\n"Ada <b@x.org>\n<c@x.org\nd@x.org')).toEqual([
    "a@x.org",
    "b@x.org",
    "d@x.org",
  ]);
});

it("reads thousands of lines at once", () => {
  const text = Array.from({ length: 5000 }, (_, n) => `Person ${n} <p${n}@x.org>`).join("\n");
  expect(readAddresses(text).addresses).toHaveLength(5000);
});
