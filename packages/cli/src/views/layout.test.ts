import stringWidth from "string-width";
import { expect, test } from "vitest";
import { padEnd, padStart, toLogText, toPlainText, truncate, widthOf, wrap } from "./layout.ts";

test("the quick answer for common letters is the one of string-width", () => {
  for (let code = 0x20; code < 0x3000; code += 1) {
    const letter = String.fromCharCode(code);
    expect([letter, widthOf(letter)]).toEqual([letter, stringWidth(letter)]);
  }
});

test("colours take no room", () => {
  expect(widthOf("\u001b[31mred\u001b[39m")).toBe(3);
  expect(padEnd("\u001b[31mred\u001b[39m", 5)).toBe("\u001b[31mred\u001b[39m  ");
});

test.each([
  ["short", 10, "short"],
  ["exactly ten", 11, "exactly ten"],
  ["much too long", 8, "much to…"],
  ["データセット", 5, "デー…"],
  ["👩‍👩‍👧👩‍👩‍👧👩‍👩‍👧", 4, "👩‍👩‍👧…"],
  ["anything", 0, ""],
])("%s in %i columns is %s", (text, width, expected) => {
  expect(truncate(text, width)).toBe(expected);
  expect(widthOf(truncate(text, width))).toBeLessThanOrEqual(Math.max(width, 0));
});

test("text is filled up by columns, not by characters", () => {
  expect(padStart("データ", 8)).toBe("  データ");
  expect(padEnd("too long", 3)).toBe("too long");
});

test("wrapping breaks between words and keeps newlines", () => {
  expect(wrap("one two three\nfour", 8)).toEqual(["one two", "three", "four"]);
  expect(wrap("averylongword x", 5)).toEqual(["averylongword", "x"]);
});

test("plain text has no escape sequences and no control characters", () => {
  expect(toPlainText("\u001b[31mred\u001b[0m\ttab\u0007\u001b]0;title\u0007")).toBe("red    tab");
});

test("a line break becomes a space, so that words are not glued together", () => {
  expect(toPlainText("first line\nsecond\r\nthird\rfourth\u2028fifth")).toBe(
    "first line second third fourth fifth",
  );
  expect(toPlainText("a line\r\n")).toBe("a line");
});

test("of a line of a log that writes over itself the last part is shown", () => {
  expect(["10%\r20%\r30%", "10%\r20%\r\r", "\u001b[2Jplain", "\r"].map(toLogText)).toEqual([
    "30%",
    "20%",
    "plain",
    "",
  ]);
});
