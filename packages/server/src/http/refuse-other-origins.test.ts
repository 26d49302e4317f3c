import { expect, test } from "vitest";
import { isFromElsewhere } from "./refuse-other-origins.ts";

const host = "127.0.0.1:4747";

test.each([
  ["a program", {}, false],
  ["a page of the server itself", { origin: "http://127.0.0.1:4747" }, false],
  ["a page of another site", { origin: "http://evil.example" }, true],
  ["a page of another port", { origin: "http://127.0.0.1:3000" }, true],
  ["a page without an origin", { origin: "null" }, true],
  ["what is no origin", { origin: "127.0.0.1:4747" }, true],
  ["a browser's address bar", { "sec-fetch-site": "none" }, false],
  [
    "the server's page behind a proxy",
    { origin: "https://ml.example", "sec-fetch-site": "same-origin" },
    false,
  ],
  ["a page of another site, as the browser says", { "sec-fetch-site": "cross-site" }, true],
  ["a page of a sister site", { origin: "http://127.0.0.1:4747", "sec-fetch-site": "same-site" }, true],
])("%s", (_, headers, isRefused) => {
  expect(isFromElsewhere({ headers: { host, ...headers } })).toBe(isRefused);
});

test("a default port is none", () => {
  expect(isFromElsewhere({ headers: { host: "ml.example:443", origin: "https://ml.example" } })).toBe(false);
});
