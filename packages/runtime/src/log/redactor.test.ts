import fc from "fast-check";
import { expect, it } from "vitest";
import { createRedactor, redactedPatterns } from "./redactor.ts";

function redact(secrets: readonly string[], chunks: readonly string[]): string {
  const redactor = createRedactor(secrets);
  const parts = chunks.map((chunk) => redactor.push(Buffer.from(chunk)).toString());
  return `${parts.join("")}${redactor.end()}`;
}

it.each([
  ["nothing to hide", [], ["a", "b"], "ab"],
  ["inside a chunk", ["hunter22"], ["x hunter22 y"], "x *** y"],
  ["across a border", ["hunter22"], ["x hun", "ter", "22 y"], "x *** y"],
  ["a beginning that is none", ["hunter22"], ["x hunt", "ing"], "x hunting"],
  ["a beginning at the end", ["hunter22"], ["x hunt"], "x hunt"],
  ["one that begins another", ["abcd", "abcdefgh"], ["abcd", "efgh!"], "***!"],
  ["one that ends another", ["abcdef", "defghi"], ["abcdefghi!"], "***!"],
  ["overlapping across a border", ["abcdef", "defghi"], ["abcde", "f", "ghi!"], "***!"],
  ["repeating itself", ["aaaa"], ["aaaaa", "aaaaaaa", "b"], "***b"],
  ["the lines of one with several", ["-----BEGIN\nsecond line"], ["second line"], "***"],
])("%s", (_, secrets, chunks, expected) => {
  expect(redact(secrets, chunks)).toBe(expected);
});

it("hides values as JSON has them, up to three times over", () => {
  const secret = 'pa"ss\\word-123é🔑\x7f';
  const python = (text: string) =>
    JSON.stringify(text).replaceAll(
      /[^ -~]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  for (const first of [JSON.stringify, python]) {
    expect(redact([secret], [first(secret)])).toBe('"***"');
    for (const second of [JSON.stringify, python]) {
      expect(redact([secret], [second(first(secret))])).toBe('"\\"***\\""');
      for (const third of [JSON.stringify, python])
        expect(redact([secret], [third(second(first(secret)))])).toBe(third('"\\"***\\""'));
    }
  }
  expect(redact(["-----BEGIN\nsecond line"], [JSON.stringify("-----BEGIN\nsecond line")])).toBe('"***"');
});

it("passes over values that are too short to hide", () => {
  expect(redact(["abc"], ["abcabc"])).toBe("abcabc");
  expect(redactedPatterns(["abc", "", "abcd", "abcd"])).toEqual(["abcd"]);
});

it("holds no secret back in memory for ever", () => {
  const redactor = createRedactor(["aaaa"]);
  let out = 0;
  for (let round = 0; round < 1000; round += 1) out += redactor.push(Buffer.from("a".repeat(100))).length;
  expect(out).toBeLessThan(10);
  expect(redactor.end().length).toBe(0);
});

it("hides a secret however the data is cut, and nothing else", () => {
  const secrets = ["abcab", "cabcc", "bbbb"];
  const text = fc.string({ unit: fc.constantFrom("a", "b", "c", "\n"), maxLength: 60 });
  fc.assert(
    fc.property(text, fc.array(fc.nat(60)), (input, cuts) => {
      const borders = [0, ...cuts.filter((cut) => cut < input.length).sort((a, b) => a - b), input.length];
      const chunks = borders.slice(1).map((end, index) => input.slice(borders[index], end));
      expect(redact(secrets, chunks)).toBe(redact(secrets, [input]));
      const covered = Array.from(input, () => false);
      for (const secret of secrets)
        for (let at = input.indexOf(secret); at >= 0; at = input.indexOf(secret, at + 1))
          covered.fill(true, at, at + secret.length);
      const kept = Array.from(input).filter((_, index) => !covered[index]);
      expect(redact(secrets, [input]).replaceAll("***", "")).toBe(kept.join(""));
    }),
  );
});
