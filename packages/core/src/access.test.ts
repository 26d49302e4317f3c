import { expect, test } from "vitest";
import { describeNamespace } from "./access.ts";

test.each([
  ["retail", "retail"],
  ["retail/dev sandbox=test", "sandbox test"],
  ["retail org=ACME@AdobeOrg sandbox=prod", "sandbox prod of organisation ACME@AdobeOrg"],
])("the namespace %s is told as %s", (namespace, words) => {
  expect(describeNamespace(namespace)).toBe(words);
});
