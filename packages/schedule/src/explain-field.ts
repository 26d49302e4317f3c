interface Field {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** The first stands for the smallest value that has a name. */
  readonly names?: { readonly first: number; readonly words: readonly string[] };
}

const months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
const weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/** Of a cron expression, in its order. 7 is Sunday like 0. */
export const cronFields: readonly Field[] = [
  { name: "minute", min: 0, max: 59 },
  { name: "hour", min: 0, max: 23 },
  { name: "day of month", min: 1, max: 31 },
  { name: "month", min: 1, max: 12, names: { first: 1, words: months } },
  { name: "day of week", min: 0, max: 7, names: { first: 0, words: weekdays } },
];

/** What is wrong with a field that is written as fields are: `the minute 61 is not between 0 and 59`. */
export function explainField(field: Field, written: string): string | undefined {
  for (const item of written.split(",")) {
    const [range = "", step] = item.split("/");
    if (step !== undefined && Number(step) === 0)
      return `the ${field.name} \`${item}\` has a step of 0, and the least is 1`;
    if (range === "*") continue;
    const ends = range.split("-");
    for (const end of ends) {
      const value = readValue(field, end);
      if (value === undefined) return `\`${end}\` is no ${field.name}`;
      if (value < field.min || value > field.max)
        return `the ${field.name} ${end} is not between ${field.min} and ${field.max}`;
    }
    const [from = 0, to = from] = ends.map((end) => readValue(field, end));
    if (from > to) return `the ${field.name} \`${range}\` ends before it begins`;
  }
  return undefined;
}

function readValue({ names }: Field, text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const index = names?.words.indexOf(text.toUpperCase()) ?? -1;
  return names === undefined || index < 0 ? undefined : names.first + index;
}
