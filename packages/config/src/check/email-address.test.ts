import { expect, it } from "vitest";
import { isEmailAddress } from "./email-address.ts";

it.each([
  "ann@acme.example",
  "ann.lee+mlx@mail.acme.example",
  "root@localhost",
  "ann@[192.0.2.1]",
  "änn@äcme.example",
])("%s can be an address", (text) => {
  expect(isEmailAddress(text)).toBe(true);
});

it.each([
  "",
  "ann",
  "@acme.example",
  "ann@",
  "ann@acme.",
  "ann@@acme.example",
  "ann lee@acme.example",
  "ann@acme.example, bob@acme.example",
  "Ann <ann@acme.example>",
  "ann@acme.example\nBcc: eve@acme.example",
  "ann@acme.example\r",
  `${"a".repeat(65)}@acme.example`,
  `ann@${"a".repeat(260)}`,
])("%j is no address", (text) => {
  expect(isEmailAddress(text)).toBe(false);
});
