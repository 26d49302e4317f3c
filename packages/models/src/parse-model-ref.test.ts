import { expect, test } from "vitest";
import { parseModelRef } from "./parse-model-ref.ts";

test.each([
  ["retail", { model: "retail", selector: "latest" }],
  ["model/retail@latest", { model: "retail", selector: "latest" }],
  ["retail@v12", { model: "retail", selector: { version: 12 } }],
  ["model/retail[eu,3]@v2", { model: "retail[eu,3]", selector: { version: 2 } }],
])("%s is a reference", (text, ref) => {
  expect(parseModelRef(text)).toEqual(ref);
});

test.each([
  "",
  "Retail",
  "retail@",
  "retail@12",
  "retail@champion",
  "instance/retail",
  "retail@v1@v2",
  "retail@v",
])("%j is none", (text) => {
  expect(parseModelRef(text)).toBeUndefined();
});
