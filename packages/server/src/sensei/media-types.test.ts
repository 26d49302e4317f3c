import { expect, it } from "vitest";
import { accepts, isReadAsJson, mediaType } from "./media-types.ts";

const sensei = "application/vnd.adobe.platform.sensei+json";

it.each([
  ["*/*", true],
  ["application/*", true],
  [mediaType("engine"), true],
  [`${sensei}; profile=mlInstance.v1.json`, true],
  ["text/html, application/vnd.adobe.platform.sensei+json;q=0.1", true],
  ["APPLICATION/VND.ADOBE.PLATFORM.SENSEI+JSON", true],
  ["application/json", false],
  ["text/html", false],
  [`*/*, ${sensei};q=0`, false],
  [`${sensei};q=0, */*`, false],
  ["", false],
])("Accept: %s takes it: %s", (accept, expected) => {
  expect(accepts(accept, sensei)).toBe(expected);
});

it.each([
  [undefined, true],
  ["", true],
  ["application/json", true],
  ["application/json; charset=utf-8", true],
  [`${sensei}; profile=mlService.v1.json`, true],
  [`${sensei};profile=experiments.v1.json`, true],
  ["application/problem+json", true],
  ["text/plain", true],
  ["application/x-www-form-urlencoded", true],
  ["application/xml", false],
  ["text/html", false],
  ["multipart/form-data; boundary=x", false],
  ["application/octet-stream", false],
  ["application/jsonp", false],
])("a body of type %s is read: %s", (type, expected) => {
  expect(isReadAsJson(type)).toBe(expected);
});
