import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { splitWords } from "./split-words.ts";

it.each([
  ["python train.py  --x 1\n", ["python", "train.py", "--x", "1"]],
  [`a 'b c' "d e" f\\ g`, ["a", "b c", "d e", "f g"]],
  [`--x='a "b"' "it's" "a\\"b\\n"`, [`--x=a "b"`, "it's", `a"b\\n`]],
  [`"" ''`, ["", ""]],
  ["", []],
])("%j", (text, words) => {
  expect(splitWords(text)).toEqual(words);
});

it("takes words apart as a shell does", () => {
  const quote = (word: string) => `'${word.replaceAll("'", `'\\''`)}'`;
  const word = fc.string({ unit: fc.constantFrom("a", " ", "'", '"', "\\", "=", "é"), maxLength: 8 });
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
      expect(splitWords(words.map(quote).join(" "))).toEqual(words);
      expect(splitWords(words.map((it) => `"${it.replaceAll(/["\\]/g, "\\$&")}"`).join("\t"))).toEqual(words);
    }),
  );
});

it("agrees with the shell itself", () => {
  const text = `a\\ b "c \\" d" 'e\\' f"g"'h'`;
  const { stdout } = spawnSync("/bin/sh", ["-c", `printf '%s\\n' ${text}`], { encoding: "utf8" });
  expect(splitWords(text)).toEqual(stdout.trimEnd().split("\n"));
});
