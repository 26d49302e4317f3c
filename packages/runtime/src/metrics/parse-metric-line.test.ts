import { expect, it } from "vitest";
import { parseMetricLine } from "./parse-metric-line.ts";

it.each([
  [
    '{"name":"loss","value":0.3,"step":10,"ts":1763640000.5}',
    [{ name: "loss", value: 0.3, step: 10, at: 1763640000500 }],
  ],
  ['{"name":"loss","value":NaN}', [{ name: "loss", value: Number.NaN }]],
  ['{"name":"-Infinity","value":-Infinity}', [{ name: "-Infinity", value: Number.NEGATIVE_INFINITY }]],
  ['{"name":"ok","value":true}', [{ name: "ok", value: 1 }]],
  [
    '{"values":{"a":1,"b":2},"step":1}',
    [
      { name: "a", value: 1, step: 1 },
      { name: "b", value: 2, step: 1 },
    ],
  ],
  ['{"name":"train","values":{"a":1}}', [{ name: "train.a", value: 1 }]],
  ['{"name":"a","value":1,"ts":8640000000000}', [{ name: "a", value: 1, at: 8.64e15 }]],
])("reads %s", (text, points) => {
  expect(parseMetricLine(text)).toEqual({ points });
});

it.each([
  ["{", "is not JSON"],
  ["[1]", "is not a JSON object"],
  ["{}", 'has neither "name" nor "values"'],
  ['{"name":"a"}', 'has no "value"'],
  ['{"name":"a","value":"x"}', 'the value of "a" is not a number'],
  ['{"name":1,"value":1}', '"name" is not a text'],
  ['{"name":"a","value":1,"step":"x"}', '"step" is not a whole number below 2^53'],
  ['{"name":"a","value":1,"step":1.5}', '"step" is not a whole number below 2^53'],
  ['{"name":"a","value":1,"step":9007199254740992}', '"step" is not a whole number below 2^53'],
  ['{"name":"a","value":1,"step":1e400}', '"step" is not a whole number below 2^53'],
  ['{"name":"a","value":1,"ts":NaN}', '"ts" is not a time in seconds since 1970'],
  ['{"name":"a","value":1,"ts":1763640000000000000}', '"ts" is not a time in seconds since 1970'],
  ['{"name":"a","value":1,"ts":1e306}', '"ts" is not a time in seconds since 1970'],
  ['{"name":"a","value":1,"ts":-8640000000001}', '"ts" is not a time in seconds since 1970'],
  ['{"values":[1]}', '"values" is not an object'],
  ['{"name":"","value":1}', "a name has 1 to 250 characters"],
])("refuses %s", (text, problem) => {
  expect(parseMetricLine(text)).toEqual({ problem });
});
