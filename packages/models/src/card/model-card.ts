import {
  type AliasMove,
  type Approval,
  canonicalJson,
  type Evaluation,
  formatModelVersion,
  isSecretRef,
  type Json,
  type ManifestEntry,
  type ModelVersion,
  type RunRecord,
  stepsOf,
  type TaskName,
  type TrainingInputs,
} from "@mlx/core";

/** All that is known of a version and worth telling whoever is to use it. */
export interface CardFacts {
  readonly version: ModelVersion;
  readonly aliases: readonly string[];
  /** The run that trained it, while that is kept. */
  readonly run?: RunRecord;
  /** Newest first. */
  readonly evaluations: readonly Evaluation[];
  readonly approvals: readonly Approval[];
  /** Newest first; those that gave an alias to it, or took one away. */
  readonly moves: readonly AliasMove[];
  readonly files: readonly ManifestEntry[];
}

/** A document about a model version, before it is written as Markdown or HTML. */
export interface ModelCard {
  readonly title: string;
  readonly description?: string;
  readonly sections: readonly CardSection[];
}

export interface CardSection {
  readonly title: string;
  readonly facts?: readonly (readonly [name: string, value: string])[];
  readonly table?: { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };
  /** Printed as it stands. */
  readonly code?: string;
}

/** Generated of what is recorded, so that nothing in it has to be kept in step by hand. Empty sections are left out. */
export function makeModelCard(facts: CardFacts): ModelCard {
  const { version } = facts;
  const { description } = version;
  const sections = [
    aboutVersion(facts),
    { title: "Metrics", table: table(["metric", "value"], metricRows(version)) },
    {
      title: "Training data",
      table: table(["channel", "dataset", "path", "rows", "window", "fingerprint"], dataRows(facts)),
    },
    { title: "Parameters", facts: parameterFacts(version) },
    ...(version.signature === undefined
      ? []
      : [{ title: "Signature", code: JSON.stringify(version.signature, undefined, 2) }]),
    { title: "Made with", facts: environmentFacts(version) },
    ...evaluationSections(facts),
    {
      title: "Approvals",
      table: table(
        ["for", "by", "at", "comment"],
        facts.approvals.map(({ alias, actor, at, comment = "" }) => [alias, actor, at, comment]),
      ),
    },
    {
      title: "History of its aliases",
      table: table(["at", "alias", "what", "by", "reason"], moveRows(facts)),
    },
    {
      title: "Files",
      table: table(
        ["file", "bytes", "digest"],
        facts.files.map(({ path, size, digest }) => [path, String(size), digest]),
      ),
    },
  ];
  return {
    title: formatModelVersion(version),
    ...(description === undefined ? {} : { description }),
    sections: sections.filter(hasContent),
  };
}

function hasContent({ facts, table: rows, code }: CardSection): boolean {
  return (facts?.length ?? 0) > 0 || (rows?.rows.length ?? 0) > 0 || code !== undefined;
}

function table(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): NonNullable<CardSection["table"]> {
  return { header, rows };
}

function aboutVersion({ version, aliases }: CardFacts): CardSection {
  const { status, createdAt, origin, artifact, tags, deleted } = version;
  return {
    title: "Version",
    facts: present([
      ["status", status],
      ["aliases", aliases.join(", ")],
      ["created", createdAt],
      ...(origin.type === "run"
        ? ([
            ["instance", origin.instance],
            ["experiment", origin.experiment],
            ["run", `run/${origin.runId}`],
          ] as const)
        : ([
            ["registered by", origin.actor],
            ["trained", origin.source ?? "elsewhere"],
          ] as const)),
      ["artifact", artifact.digest],
      ["size", `${artifact.size} bytes in ${artifact.files} ${artifact.files === 1 ? "file" : "files"}`],
      [
        "tags",
        Object.entries(tags)
          .map(([name, value]) => `${name}=${value}`)
          .join(", "),
      ],
      ["deleted", deleted === undefined ? undefined : `${deleted.at} by ${deleted.actor}`],
    ]),
  };
}

function metricRows({ metrics }: ModelVersion): readonly (readonly string[])[] {
  return Object.entries(metrics)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => [name, String(value)]);
}

function dataRows({ version: { origin }, run }: CardFacts): readonly (readonly string[])[] {
  if (origin.type === "external") return [];
  return tasksOf(origin.inputs).flatMap(({ task, name: named, datasets }) =>
    Object.entries(datasets).map(([channel, { dataset, fingerprint }]) => {
      const staged = run === undefined ? undefined : stagedOf(run, task, channel);
      const step = run === undefined ? undefined : stepsOf(run.run).find((each) => each.task === task);
      return [
        named("/", channel),
        dataset,
        step?.spec.inputs[channel]?.spec.path ?? "",
        staged?.rows === undefined ? "" : String(staged.rows),
        staged?.window === undefined ? "" : `after ${staged.window.start} to ${staged.window.end}`,
        fingerprint ?? "",
      ];
    }),
  );
}

/** The tasks of a chain up to the training, or that alone; `name` says of which of several something is. */
function tasksOf({ steps, ...training }: TrainingInputs) {
  const tasks = [...(steps ?? []), { ...training, task: "train" } as const];
  return tasks.map((each) => ({
    ...each,
    name: (mark: string, name: string) => (steps === undefined ? name : `${each.task}${mark}${name}`),
  }));
}

function stagedOf({ run, attempts }: RunRecord, task: TaskName, channel: string) {
  const index = stepsOf(run).findIndex((step) => step.task === task);
  return attempts.findLast(({ staged, step }) => (step ?? 0) === index && staged?.[channel] !== undefined)
    ?.staged?.[channel];
}

function parameterFacts({ origin }: ModelVersion): NonNullable<CardSection["facts"]> {
  if (origin.type === "external") return [];
  return tasksOf(origin.inputs).flatMap(({ name: named, parameters }) =>
    Object.entries(parameters).map(
      ([name, value]) => [named(".", name), isSecretRef(value) ? "(secret)" : textOf(value)] as const,
    ),
  );
}

function textOf(value: Json): string {
  return typeof value === "string" ? value : canonicalJson(value);
}

function environmentFacts({ origin }: ModelVersion): NonNullable<CardSection["facts"]> {
  if (origin.type === "external") return [];
  const { inputs, lineage } = origin;
  const { git, environment } = lineage;
  return present([
    ["source", inputs.source],
    ["image", inputs.image],
    ["command", inputs.command?.join(" ")],
    [
      "commit",
      git === undefined
        ? undefined
        : `${git.commit}${git.branch === undefined ? "" : ` on ${git.branch}`}${git.dirty ? ", with uncommitted changes" : ""}`,
    ],
    ["runtime", environment?.runtime],
    ["packages", environment?.packages.join(", ")],
    ["mlx", lineage.mlxVersion],
  ]);
}

function evaluationSections({ evaluations }: CardFacts): readonly CardSection[] {
  const newest = evaluations.filter(
    ({ policy }, index) => evaluations.findIndex((each) => each.policy.alias === policy.alias) === index,
  );
  return newest.map(({ policy, results, verdict, at, actor, against }) => ({
    title: `Policy for ${policy.alias}`,
    facts: present([
      ["verdict", verdict],
      ["judged", `${at} by ${actor}`],
      ["against", against === undefined ? undefined : `v${against}`],
    ]),
    table: table(
      ["gate", "verdict", "why"],
      results.map(({ gate, verdict: said, detail }) => [gate.type, said, detail]),
    ),
  }));
}

function moveRows({ moves, version: { version } }: CardFacts): readonly (readonly string[])[] {
  return moves.map(({ at, alias, from, to, kind, actor, reason = "" }) => [
    at,
    alias,
    `${kind}: ${to === version ? `given${from === undefined ? "" : ` in place of v${from}`}` : `taken${to === undefined ? "" : `, and given to v${to}`}`}`,
    actor,
    reason,
  ]);
}

function present(
  facts: readonly (readonly [string, string | undefined])[],
): readonly (readonly [string, string])[] {
  return facts.flatMap(([name, value]) =>
    value === undefined || value === "" ? [] : [[name, value] as const],
  );
}
