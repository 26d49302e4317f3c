import { type CustomPatternMatcherFunc, createToken, Lexer, type TokenType } from "chevrotain";

/** Chevrotain makes patterns anew without `u`, so that Unicode's classes need a function. */
function unicode(pattern: RegExp): CustomPatternMatcherFunc {
  const sticky = new RegExp(pattern.source, `${pattern.flags}y`);
  return (text, offset) => {
    sticky.lastIndex = offset;
    return sticky.exec(text);
  };
}

/** Any name behind a dot: there a keyword is a name, too. */
export const anyName = createToken({ name: "anyName", pattern: Lexer.NA, label: "a name" });

/** `FAILED`, `retail-nightly`, `instance/retail[eu]`, `model/retail@v3`; no dots. */
export const word = createToken({
  name: "word",
  pattern: unicode(
    /[\p{L}_](?:[\p{L}\p{N}_/@-]*[\p{L}\p{N}_])?(?:\[[^[\]\s]*\])?(?:@[\p{L}\p{N}_-]*[\p{L}\p{N}_])?/u,
  ),
  categories: anyName,
  label: "a name",
  line_breaks: false,
});

/** What begins with a digit and is no number, such as the id of a run. */
export const digitWord = createToken({
  name: "digitWord",
  pattern: /\d[\w-]*/,
  label: "a word",
});

const keyword = (text: string) =>
  createToken({
    name: text,
    // Not the beginning of a word, such as `order` of `or`.
    pattern: unicode(new RegExp(String.raw`${text}(?![\p{L}\p{N}_/@-])`, "iu")),
    line_breaks: false,
    categories: anyName,
    label: `\`${text}\``,
  });

export const keywords = {
  and: keyword("and"),
  or: keyword("or"),
  not: keyword("not"),
  in: keyword("in"),
  ilike: keyword("ilike"),
  like: keyword("like"),
  between: keyword("between"),
  is: keyword("is"),
  null: keyword("null"),
  order: keyword("order"),
  by: keyword("by"),
  limit: keyword("limit"),
  offset: keyword("offset"),
  asc: keyword("asc"),
  desc: keyword("desc"),
  true: keyword("true"),
  false: keyword("false"),
} as const satisfies { readonly [name: string]: TokenType };

const amount = String.raw`(?:\d+(?:\.\d+)?(?:ms|s|m|h|d|w))+`;

/** With what is added to it or taken away: `now - 7d`. Before words, which may have a `-` inside. */
export const now = createToken({
  name: "now",
  pattern: new RegExp(String.raw`now(?:\s*[+-]\s*${amount})?(?![\w-])`, "i"),
  label: "`now`",
  line_breaks: true,
});

export const moment = createToken({
  name: "moment",
  pattern:
    /\d{4}-\d{2}-\d{2}(?:[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?: ?[Zz]|[+-]\d{2}:?\d{2})?)?(?![\w:-])/,
  label: "a time",
});

export const duration = createToken({
  name: "duration",
  pattern: new RegExp(String.raw`[+-]?${amount}(?![\w.-])`),
  label: "a duration",
  line_breaks: false,
});

export const number = createToken({
  name: "number",
  pattern: unicode(/[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\p{L}\p{N}_.-])/u),
  label: "a number",
  line_breaks: false,
});

/** A quote inside is written twice. */
export const text = createToken({
  name: "text",
  pattern: /'(?:[^']|'')*'/,
  label: "a text",
  line_breaks: true,
});
/** A text, or a name. */
export const doubleQuoted = createToken({
  name: "doubleQuoted",
  pattern: /"(?:[^"]|"")*"/,
  label: "a text",
  line_breaks: true,
});
export const backQuoted = createToken({
  name: "backQuoted",
  pattern: /`(?:[^`]|``)*`/,
  label: "a name",
  line_breaks: true,
});

export const compare = createToken({
  name: "compare",
  pattern: /==?|!=|<>|<=|>=|<|>/,
  label: "a comparison",
});
export const dot = createToken({ name: "dot", pattern: ".", label: "`.`" });
export const comma = createToken({ name: "comma", pattern: ",", label: "`,`" });
export const open = createToken({ name: "open", pattern: "(", label: "`(`" });
export const close = createToken({ name: "close", pattern: ")", label: "`)`" });
const space = createToken({ name: "space", pattern: /\s+/, group: Lexer.SKIPPED, line_breaks: true });

/** In order: the first that matches is meant. */
export const tokens: TokenType[] = [
  ...[space, anyName, now, ...Object.values(keywords), word],
  ...[moment, duration, number, digitWord, text, doubleQuoted, backQuoted],
  ...[compare, dot, comma, open, close],
];
