import { expect, it } from "vitest";
import { formatImageReference, parseImageReference } from "./image-reference.ts";

const digest = `sha256:${"a".repeat(64)}` as const;

it.each([
  ["python", { registry: "docker.io", repository: "library/python", name: "python", tag: "latest" }],
  [
    "python:3.12-slim",
    { registry: "docker.io", repository: "library/python", name: "python", tag: "3.12-slim" },
  ],
  [
    "docker.io/library/python:3",
    { registry: "docker.io", repository: "library/python", name: "python", tag: "3" },
  ],
  ["index.docker.io/acme/x", { registry: "docker.io", repository: "acme/x", name: "acme/x", tag: "latest" }],
  ["acme/retail", { registry: "docker.io", repository: "acme/retail", name: "acme/retail", tag: "latest" }],
  ["library/a/b:1", { registry: "docker.io", repository: "library/a/b", name: "library/a/b", tag: "1" }],
  [
    "ghcr.io/acme/retail:1.4",
    { registry: "ghcr.io", repository: "acme/retail", name: "ghcr.io/acme/retail", tag: "1.4" },
  ],
  ["localhost/x", { registry: "localhost", repository: "x", name: "localhost/x", tag: "latest" }],
  [
    "localhost:5000/x",
    { registry: "localhost:5000", repository: "x", name: "localhost:5000/x", tag: "latest" },
  ],
  [
    "127.0.0.1:5000/a/b:c",
    { registry: "127.0.0.1:5000", repository: "a/b", name: "127.0.0.1:5000/a/b", tag: "c" },
  ],
  ["[::1]:5000/a", { registry: "[::1]:5000", repository: "a", name: "[::1]:5000/a", tag: "latest" }],
  ["EXAMPLE.com/a", { registry: "EXAMPLE.com", repository: "a", name: "EXAMPLE.com/a", tag: "latest" }],
  [
    "a__b/c-d.e_f",
    { registry: "docker.io", repository: "a__b/c-d.e_f", name: "a__b/c-d.e_f", tag: "latest" },
  ],
  [`acme/x@${digest}`, { registry: "docker.io", repository: "acme/x", name: "acme/x", digest }],
  [`acme/x:1@${digest}`, { registry: "docker.io", repository: "acme/x", name: "acme/x", tag: "1", digest }],
])("%s", (text, expected) => {
  expect(parseImageReference(text)).toEqual(expected);
});

it.each([
  ["", "It is empty."],
  ["a b", "white space"],
  ["https://ghcr.io/x", "no `https://`"],
  ["acme/Retail", "lower case: retail."],
  ["a//b", "part of its name is empty"],
  ["a/", "part of its name is empty"],
  ["a:", 'tag ""'],
  ["a:b c", "white space"],
  ["a:-b", 'tag "-b"'],
  [`a:${"b".repeat(129)}`, "at most 128"],
  ["a@sha256:12", "64 hexadecimal digits"],
  [`a@${digest}@${digest}`, "more than one `@`"],
  ["a".repeat(64), "It is an id"],
  [`sha256:${"a".repeat(64)}`, "It is an id"],
  ["a..b", "a..b may have"],
  ["-a", "-a may have"],
  ["exa mple.com/x", "white space"],
  ["-x.com/a", "-x.com is not the name of a host"],
  [`a/${"b".repeat(300)}`, "longer than 255"],
])("%j is refused", (text, reason) => {
  expect(() => parseImageReference(text)).toThrow(
    expect.objectContaining({ code: "MLX4032", detail: expect.stringContaining(reason) }),
  );
});

it("is asked for by its digest where it has one", () => {
  expect(formatImageReference(parseImageReference("ghcr.io/a"))).toBe("ghcr.io/a:latest");
  expect(formatImageReference(parseImageReference(`a:1@${digest}`))).toBe(`a@${digest}`);
});
