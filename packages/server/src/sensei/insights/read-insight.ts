/** What a client has measured. All failures are 8541. */
import { type Insight, insightSubjects, isJsonObject, type Json, type JsonObject } from "@mlx/core";
import { invalidValue } from "../errors.ts";
import {
  describe,
  readBodyObject,
  readFilledText,
  readObject,
  readObjects,
  readText,
} from "../wire/read-fields.ts";

const mostMetrics = 2000;
const longest = 4096;

/** The API's samples say when it was created; that is the server's to say. */
export function readInsight(written: unknown): Pick<Insight, "context" | "events" | "metrics"> {
  const body = readBodyObject(written);
  const events = readEvents(body);
  return {
    context: readContext(body.context),
    ...(events === undefined ? {} : { events }),
    metrics: readMetrics(body.metrics),
  };
}

/** Subjects that the API does not have are left out. */
function readContext(value: Json | undefined): Insight["context"] {
  if (value === undefined || value === null) return {};
  const written = readObject(value, "context");
  return Object.fromEntries(
    insightSubjects.flatMap((subject) => {
      const text = readFilledText(written, subject, "context.");
      if (text !== undefined && text.length > longest)
        throw invalidValue(`context.${subject}`, `it has ${text.length} characters; ${longest} are taken`);
      return text === undefined ? [] : [[subject, text] as const];
    }),
  );
}

function readEvents({ events }: JsonObject): Insight["events"] | undefined {
  if (events === undefined || events === null) return undefined;
  const written = readObject(events, "events");
  const { eventValues } = written;
  if (eventValues !== undefined && eventValues !== null && !isJsonObject(eventValues))
    throw invalidValue("events.eventValues", `it is an object, not ${describe(eventValues)}`);
  return { name: readText(written, "name", "events.") ?? "", eventValues: eventValues ?? {} };
}

function readMetrics(value: Json | undefined): Insight["metrics"] {
  const written = readObjects(value, "metrics");
  if (written.length > mostMetrics)
    throw invalidValue("metrics", `there are ${written.length}; ${mostMetrics} are taken at once`);
  return written.map((metric, index) => {
    const within = `metrics[${index}].`;
    const name = readFilledText(metric, "name", within);
    if (name === undefined) throw invalidValue(`${within}name`, "it is missing");
    return {
      name,
      value: readValue(metric.value, `${within}value`),
      valueType: readFilledText(metric, "valueType", within) ?? "double",
    };
  });
}

/** A text in the API; a number or a boolean is taken as its text. */
function readValue(value: Json | undefined, field: string): string {
  if (value === undefined || value === null) throw invalidValue(field, "it is missing");
  if (typeof value === "object") throw invalidValue(field, `it is a text, not ${describe(value)}`);
  const text = String(value);
  if (text.length <= longest) return text;
  throw invalidValue(field, `it has ${text.length} characters; ${longest} are taken`);
}
