import { assertNever, type Delivery, isJsonObject, type Json, type NotificationEvent } from "@mlx/core";
import { describeDuration } from "./describe-duration.ts";

/**
 * A delivery as an e-mail in plain text. What a payload does not have is left out: it may have been
 * written down by another version.
 */
export function writeEmail({ event, payload, createdAt, subject: about }: Delivery): {
  readonly subject: string;
  readonly text: string;
} {
  const data = objectOf(payload.data);
  const [run, tick] = [objectOf(data.run), objectOf(data.tick)];
  const experiment = textOf(run.experiment) ?? textOf(tick.experiment) ?? textOf(run.instance) ?? about;
  const name = experiment.slice(experiment.indexOf("/") + 1);
  const environment = textOf(data.environment);
  const project = [textOf(data.project), environment].filter((part) => part !== undefined).join("/");
  const test = data.test === true ? "test: " : "";
  const { facts, next } = describeData(data, name, environment);
  const lines = listOf(run.lastLines);
  const parts = [
    `${experiment} ${happened(event)}.`,
    ...(data.test === true ? ["This message is a test: nothing of it happened."] : []),
    table([...facts, ["project", project], ["happened", textOf(payload.timestamp) ?? createdAt]]),
    ...(lines.length === 0 ? [] : [`The last lines of its log:\n\n${indent(lines)}`]),
    `What to do next:\n\n${indent(next)}`,
    "-- \nmlx sent this to the addresses in `notification.email` of the experiment.",
  ];
  return {
    subject: `[mlx] ${test}${name} ${happened(event)} (${project})`,
    text: `${parts.join("\n\n")}\n`,
  };
}

/** What is known of the thing, and what can be done about it. */
function describeData(
  data: JsonFields,
  name: string,
  environment: string | undefined,
): { readonly facts: Facts; readonly next: readonly string[] } {
  const env = environment === undefined ? "" : ` --env ${environment}`;
  const [promotion, evaluation] = [objectOf(data.promotion), objectOf(data.evaluation)];
  const model = textOf(promotion.model) ?? textOf(evaluation.model);
  if (model !== undefined)
    return {
      facts: factsOfModel(promotion, evaluation),
      next: [`mlx models history ${model} --evaluations${env}`, `mlx models list ${model}${env}`],
    };
  const service = objectOf(data.service);
  if (service.service !== undefined)
    return { facts: factsOfService(service), next: [`mlx services show ${name}${env}`, `mlx status${env}`] };
  const run = objectOf(data.run);
  return {
    facts: run.id === undefined ? factsOfTick(objectOf(data.tick)) : factsOfRun(run),
    next: nextCommands(run, name, environment),
  };
}

function happened(event: NotificationEvent): string {
  switch (event) {
    case "run.succeeded":
      return "has succeeded";
    case "run.failed":
      return "failed";
    case "run.aborted":
      return "was aborted";
    case "run.retrying":
      return "failed and is tried again";
    case "model.ready":
      return "made a model";
    case "model.promoted":
      return "was promoted";
    case "model.rolled-back":
      return "was rolled back";
    case "model.refused":
      return "did not pass its promotion policy";
    case "service.failed":
      return "does not serve as it should";
    case "service.restored":
      return "serves again";
    case "schedule.skipped":
      return "was skipped";
    case "schedule.failed":
      return "could not be started";
    default:
      return assertNever(event);
  }
}

type Facts = readonly (readonly [name: string, value: string | undefined])[];

function factsOfRun(run: JsonFields): Facts {
  const [started, ended] = [textOf(run.startedAt), textOf(run.endedAt)];
  const took =
    started === undefined || ended === undefined
      ? undefined
      : describeDuration(Date.parse(ended) - Date.parse(started));
  return [
    ["why", [textOf(run.reason), textOf(run.message)].filter((part) => part !== undefined).join(": ")],
    ["next try", textOf(run.nextAttemptAt)],
    ["model", textOf(run.model)],
    ["started", started],
    ["ended", ended === undefined ? undefined : `${ended}${took === undefined ? "" : ` (after ${took})`}`],
    ["scheduled for", textOf(run.scheduledAt)],
    ["run", textOf(run.id)],
    ["attempt", typeof run.attempt === "number" ? `${run.attempt}` : undefined],
    ["task", `${textOf(run.task) ?? "?"} of ${textOf(run.instance) ?? "?"}`],
  ];
}

function factsOfTick(tick: JsonFields): Facts {
  const count = typeof tick.count === "number" ? ` (${tick.count} times until ${textOf(tick.until)})` : "";
  return [
    ["why", textOf(tick.message) ?? textOf(tick.outcome)],
    ["scheduled for", `${textOf(tick.nominal) ?? "?"}${count}`],
  ];
}

function factsOfModel(promotion: JsonFields, evaluation: JsonFields): Facts {
  const gates = Array.isArray(evaluation.gates) ? evaluation.gates : [];
  const said = gates.map(objectOf).map(({ verdict, detail }) => `${textOf(verdict)}: ${textOf(detail)}`);
  return [
    ["alias", textOf(promotion.alias) ?? textOf(evaluation.alias)],
    ["from", textOf(promotion.from)],
    ["to", textOf(promotion.to)],
    ["by", textOf(promotion.by)],
    ["why", textOf(promotion.reason) ?? said.join("\n")],
    ["version", textOf(evaluation.version)],
    ["against", textOf(evaluation.against)],
  ];
}

function factsOfService(service: JsonFields): Facts {
  const replicas = objectOf(service.replicas);
  return [
    ["why", textOf(service.message)],
    ["state", textOf(service.state)],
    ["serving", textOf(service.serving)],
    ["next", textOf(service.next)],
    ["next try", textOf(service.retryAt)],
    [
      "replicas",
      typeof replicas.ready === "number" ? `${replicas.ready} of ${replicas.wanted} ready` : undefined,
    ],
    ["url", textOf(service.url)],
  ];
}

function nextCommands(run: JsonFields, name: string, environment: string | undefined): readonly string[] {
  const env = environment === undefined ? "" : ` --env ${environment}`;
  const id = textOf(run.id)?.slice(0, 8);
  if (id === undefined) return [`mlx schedules history ${name}${env}`, `mlx run ${name}${env}`];
  const show = [`mlx runs show ${id}${env}`, `mlx logs ${id}${env}`];
  return run.state === "FAILED" ? [...show, `mlx runs retry ${id}${env}`] : show;
}

function table(facts: Facts): string {
  const rows = facts.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [{ name, value }],
  );
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map(
      ({ name, value }) => `  ${name.padEnd(width)}  ${value.split("\n").join(`\n  ${" ".repeat(width)}  `)}`,
    )
    .join("\n");
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join("\n");
}

type JsonFields = { readonly [name: string]: Json | undefined };

function objectOf(value: Json | undefined): JsonFields {
  return value !== undefined && isJsonObject(value) ? value : {};
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function listOf(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
