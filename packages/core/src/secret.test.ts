import { expect, test } from "vitest";
import { findSecrets } from "./secret.ts";

test("every reference is found with its path", () => {
  const password = { secret: { env: "PASSWORD" } };
  const token = { secret: { file: "token" } };
  expect(
    findSecrets({ env: { password }, list: [1, token], not: { secret: { env: "X" }, other: 1 } }),
  ).toEqual([
    { path: ["env", "password"], ref: password },
    { path: ["list", "1"], ref: token },
  ]);
});
