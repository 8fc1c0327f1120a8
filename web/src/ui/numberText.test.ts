import { expect, it } from "vitest";
import { numberFormats } from "./formats";
import { numberText } from "./numberText";

it.each(numberFormats)("writes numbers as its own name shows: %s", (number) => {
  // A space between thousands is one that does not break, and narrower than others.
  const written = numberText(1234.56, { number }).replace(/\s/g, " ").replace("’", "'");
  expect(written).toBe(number);
});

it("groups from a thousand on, and writes parts of a hundred with the sign", () => {
  expect(numberText(1000, { number: "1.234,56" })).toBe("1.000");
  expect(numberText(0.25, { number: "1,234.56" }, { style: "percent" })).toBe("25%");
});
