import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkCron } from "../src/check-cron.ts";
import { compileSchedule } from "../src/index.ts";
import { readZone, type WalkedFields, walkMinutes } from "./minute-walker.ts";

/** Each with five years that have something to say, where not the present ones. */
const zones: readonly (readonly [zone: string, firstYear: number])[] = [
  ["UTC", 2024],
  ["Europe/Berlin", 2024],
  ["Europe/London", 2024],
  ["Europe/Lisbon", 1992],
  ["Europe/Istanbul", 2014],
  ["Europe/Moscow", 2010],
  ["America/Los_Angeles", 2024],
  ["America/New_York", 2005],
  ["America/St_Johns", 2007],
  ["America/Caracas", 2006],
  ["America/Sao_Paulo", 2016],
  ["America/Scoresbysund", 2022],
  ["Africa/Cairo", 2010],
  ["Africa/Casablanca", 2022],
  ["Asia/Kathmandu", 1984],
  ["Asia/Pyongyang", 2014],
  ["Asia/Tehran", 2019],
  ["Australia/Lord_Howe", 2024],
  ["Pacific/Apia", 2009],
  ["Antarctica/Troll", 2022],
];

/** Expressions for each zone; each is a walk through 2.6 million minutes. */
const numRuns = Number(process.env.MLX_TEST_SCHEDULE_RUNS ?? 5);

interface Field {
  readonly text: string;
  readonly values: readonly number[];
}

const range = (min: number, max: number, step = 1): readonly number[] =>
  Array.from({ length: Math.floor((max - min) / step) + 1 }, (_, index) => min + index * step);

/** A field as a list of parts, with what they mean. */
function field(min: number, max: number): fc.Arbitrary<Field> {
  const value = fc.integer({ min, max });
  const part = fc.oneof(
    value.map((one) => ({ text: String(one), values: [one] })),
    fc.tuple(value, value, fc.integer({ min: 1, max: 7 })).map(([a, b, step]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      const suffix = step === 1 ? "" : `/${step}`;
      return { text: `${low}-${high}${suffix}`, values: range(low, high, step) };
    }),
  );
  return fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(","),
    values: parts.flatMap(({ values }) => values),
  }));
}

function star(min: number, max: number, mostStep: number): fc.Arbitrary<Field> {
  return fc.integer({ min: 1, max: mostStep }).map((step) => ({
    text: step === 1 ? "*" : `*/${step}`,
    values: range(min, max, step),
  }));
}

const expressions = fc
  .record({
    minute: fc.oneof(field(0, 59), star(0, 59, 30)),
    hour: fc.oneof(
      { arbitrary: field(0, 23), weight: 2 },
      // Where the clocks change.
      { arbitrary: field(0, 4), weight: 3 },
      { arbitrary: star(0, 23, 12), weight: 2 },
    ),
    day: fc.oneof({ arbitrary: star(1, 31, 16), weight: 3 }, { arbitrary: field(1, 31), weight: 1 }),
    month: fc.oneof({ arbitrary: star(1, 12, 5), weight: 3 }, { arbitrary: field(1, 12), weight: 1 }),
    weekday: fc.oneof({ arbitrary: star(0, 6, 4), weight: 3 }, { arbitrary: field(0, 6), weight: 1 }),
  })
  .map(({ minute, hour, day, month, weekday }) => {
    const restricted = ({ text }: Field) => !text.startsWith("*");
    const fields: WalkedFields = {
      minute: minute.values,
      hour: hour.values,
      interval: hour.text.startsWith("*"),
      day: day.values,
      month: month.values,
      weekday: weekday.values,
      eitherDay: restricted(day) && restricted(weekday),
    };
    return { text: [minute, hour, day, month, weekday].map(({ text }) => text).join(" "), fields };
  })
  // A value twice in a list, days that no month has.
  .filter(({ text }) => checkCron(text)?.severity !== "error");

const policies = fc.record({
  gap: fc.constantFrom("shift", "skip"),
  overlap: fc.constantFrom("first", "last", "both"),
});

describe("all times of five years", () => {
  it.each(zones)("are those of a walk through the minutes: %s from %d", (timezone, year) => {
    const [from, until] = [Date.UTC(year), Date.UTC(year + 5)];
    const table = readZone(timezone, from, until);
    fc.assert(
      fc.property(
        expressions,
        policies,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
        ({ text, fields }, dst, shares) => {
          const compiled = compileSchedule({
            ...{ cron: [text], timezone, dst, catchUp: "latest", catchUpLimit: 10, concurrency: "forbid" },
            ...{ maxConcurrent: 1, queueLimit: 1, jitterSeconds: 0, suspend: false },
          });
          // Whether the last ones are repeated is known only afterwards.
          const end = until - 86_400_000;
          // Signed instants: negative where it does not fire. Numbers are compared ten times faster.
          const expected = walkMinutes(table, fields, dst).filter((time) => Math.abs(time) <= end);
          const found = [...compiled.between(from - 1, end)].map(({ instant, skipped }) =>
            skipped === undefined ? instant : -instant,
          );
          expect(found).toEqual(expected);
          expect(compiled.skipped(from - 1, end).map(({ instant }) => -instant)).toEqual(
            expected.filter((time) => time < 0),
          );

          const fires = expected.filter((time) => time > 0);
          expect(compiled.count(from - 1, end, 100)).toBe(Math.min(100, fires.length));
          const at = shares.map((share) => Math.floor(from + share * (end - from)));
          // Exactly at a time, and right beside it.
          const near =
            fires.length === 0 ? [] : shares.map((share) => fires[Math.floor(share * fires.length)]);
          for (const instant of [
            ...at,
            ...near.flatMap((time) => (time === undefined ? [] : [time, time - 1])),
          ]) {
            const next = compiled.next(instant)?.instant;
            expect(next !== undefined && next > end ? undefined : next).toBe(
              fires.find((time) => time > instant),
            );
            expect(compiled.previous(from - 1, instant)?.instant).toBe(
              fires.findLast((time) => time <= instant),
            );
          }
        },
      ),
      { numRuns },
    );
  });
});
