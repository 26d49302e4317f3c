import { MlxError } from "@mlx/core";
import fc from "fast-check";
import { expect, it } from "vitest";
import { matches } from "./matches.ts";
import { parseConditions } from "./parse-conditions.ts";
import { commonProperties } from "./properties.ts";

const properties = { ...commonProperties, mode: "text", count: "number", tasks: "any" } as const;
const parse = (text: string) => parseConditions(text, properties);
const problem = (text: string) => {
  try {
    parse(text);
    return undefined;
  } catch (error) {
    return error instanceof MlxError ? error.summary : error;
  }
};

it("splits at commas but in quotes, and tells back what was written", () => {
  expect(parse(' mode == train, name=="a, \\"b\\"" ,,!tags.team ,tasks')).toEqual({
    conditions: [
      { path: ["mode"], test: "==", type: "text", value: "train" },
      { path: ["name"], test: "==", type: "text", value: 'a, "b"' },
      { path: ["tags", "team"], test: "absent" },
      { path: ["tasks"], test: "present" },
    ],
    texts: ["mode == train", 'name=="a, \\"b\\""', "!tags.team", "tasks"],
  });
});

it("takes names in any case, but not those of tags", () => {
  const paths = parse("MODE==a,CreatedBy.UserID==b,tags.Team.EU==c").conditions.map(({ path }) => path);
  expect(paths).toEqual([["mode"], ["createdBy", "userId"], ["tags", "Team.EU"]]);
});

it.each([
  ["mdoe==train", 'property: there is no property "mdoe"; did you mean "mode"?'],
  ["constructor==x", 'property: there is no property "constructor"'],
  ["__proto__.x==1", 'property: there is no property "__proto__.x"'],
  ["mode=train", 'property: "mode=train" has a single =; equality is mode==train'],
  ["==train", 'property: "==train" does not begin with a property'],
  ["count==many", 'property: count is a number, not "many"'],
  ["deleted==no", 'property: deleted is true or false, not "no"'],
  ["deleted<true", "property: deleted is true or false, which < cannot order"],
  [
    "created>=yesterday",
    'property: created is a time, not "yesterday"; write 2026-01-31 or 2026-01-31T06:30:00Z',
  ],
  ["created>=2026-02-31T25:00", expect.stringContaining("is a time")],
  ["tasks==x", "property: tasks has no value to compare with; tasks and !tasks say whether it is there"],
  ['name=="open', "property: a value begins with a quote that is not closed"],
  ["name~(", expect.stringContaining("is no regular expression of RE2")],
  ["name~(?=x)", expect.stringContaining("is no regular expression of RE2")],
  [`name~${"a".repeat(257)}`, "property: the regular expression has 257 characters; 256 are taken"],
  [Array(51).fill("name").join(","), "property: 51 conditions are too many; 50 are taken"],
])("refuses %s", (text, expected) => {
  expect(problem(text)).toEqual(expected);
});

const view = {
  name: "Retail",
  mode: "train",
  count: 7,
  created: "2026-03-01T10:00:00.000Z",
  deleted: false,
  tags: { team: "eu", size: "20", code: "007" },
  createdBy: { userId: "jane" },
  tasks: [{ name: "train" }, { name: "score" }],
};
const meets = (text: string) => matches(view, parse(text).conditions);

it.each([
  ["name==Retail", true],
  ["name==retail", false],
  ["name~retail", true],
  ["name~ret", false],
  ["name~RET.*", true],
  ["mode!=score,mode!=evaluate", true],
  ["count>6.5,count<=7", true],
  ["count<7", false],
  ["created>=2026-03-01", true],
  ["created<2026-03-01T10:00", false],
  ["created==2026-03-01T11:00:00+01:00", true],
  ["deleted!=true", true],
  ["deleted==true", false],
  ["tags.team", true],
  ["!tags.team", false],
  ["tags.size>9", true],
  ["tags.size>abc", false],
  ["tags.code==7", false],
  ["tags.code==007", true],
  ["tags.none==x", false],
  ["tags.none!=x", true],
  ["tags.toString", false],
  ["createdBy.userId==jane", true],
  ["tasks", true],
  ["description", false],
  ["!description", true],
])("%s is %s", (text, expected) => {
  expect(meets(text)).toBe(expected);
});

const quote = (value: string) => `"${value.replace(/["\\]/g, "\\$&")}"`;

it("finds any value again, in quotes", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.string(), (value, other) => {
      const { conditions } = parse(`name==${quote(value)},mode!=${quote(value)}`);
      expect(matches({ name: value, mode: `${value}!` }, conditions)).toBe(true);
      expect(matches({ name: other, mode: "" }, conditions)).toBe(other === value && value !== "");
    }),
  );
});

it("either reads a text or refuses it, whatever it is", () => {
  const piece = fc.constantFrom(
    "name",
    "tags.a",
    "==",
    "!=",
    "<",
    "~",
    ",",
    '"',
    "\\",
    " ",
    "x",
    "!",
    "(",
    "=",
    "created",
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join("")),
      ),
      (text) => {
        const told = problem(text);
        expect(told === undefined || typeof told === "string").toBe(true);
        if (told === undefined) expect(parse(parse(text).texts.join(","))).toEqual(parse(text));
      },
    ),
  );
});

it("comes to an end with an expression that would backtrack for ever", () => {
  const { conditions } = parse("name~(a|aa)*(a+)+b");
  expect(matches({ name: "a".repeat(20_000) }, conditions)).toBe(false);
});
