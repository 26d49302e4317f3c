import {
  type EnvironmentLock,
  formatPinnedImage,
  type Json,
  loadedModel,
  type ManifestEntry,
  type Metrics,
  type ModelVersion,
  type Run,
  type RunRecord,
  type SecretRef,
  stepsOf,
  type TrainingInputs,
} from "@mlx/core";
import { parameterText } from "./parameter-text.ts";

/** A run, or a model version with the run that made it while that is kept. */
export interface ComparedSubject {
  readonly name: string;
  readonly record?: RunRecord;
  readonly version?: ModelVersion;
  readonly metrics: Metrics;
  /** Files of its source; absent where it has none, or they are gone. */
  readonly source?: readonly ManifestEntry[];
}

type Trait = ReadonlyMap<string, string>;

/** All in which two may differ, by name; values as a person reads them. */
export interface Traits {
  readonly about: Trait;
  readonly parameters: Trait;
  readonly data: Trait;
  /** Path to the digest of the file. */
  readonly source: Trait;
  readonly command: Trait;
  /** Package to version. */
  readonly environment: Trait;
  readonly variables: Trait;
  readonly secrets: Trait;
  readonly result: Trait;
}

export function traitsOf(subject: ComparedSubject): Traits {
  const { record, version } = subject;
  const steps = record === undefined ? [] : stepsOf(record.run);
  const inputs = record?.run.spec.trainingInputs ?? inputsOf(version);
  const image = record?.run.spec.image;
  const environment = environmentOf(subject);
  const prefix = (task: string, name: string) => (steps.length > 1 ? `${task}.${name}` : name);
  return {
    about: aboutOf(subject),
    parameters: texts(
      record === undefined
        ? Object.entries(inputs?.parameters ?? {})
        : steps.flatMap(({ task, spec }) =>
            Object.entries(spec.parameters).map(([name, value]) => [prefix(task, name), value] as const),
          ),
    ),
    data: record === undefined ? dataOfInputs(inputs) : dataOfRun(record),
    source: new Map(
      subject.source === undefined
        ? inputs === undefined
          ? []
          : [["(all)", shortDigest(inputs.source)]]
        : subject.source.map(({ path, digest, executable }) => [
            path,
            `${shortDigest(digest)}${executable ? ", executable" : ""}`,
          ]),
    ),
    command: present([
      ...steps.map(
        ({ task, spec }) => [prefix(task, "command"), spec.command?.map(quoted).join(" ")] as const,
      ),
      ...(record === undefined ? [["command", inputs?.command?.map(quoted).join(" ")] as const] : []),
      ["image", image === undefined ? inputs?.image : formatPinnedImage(image)],
      ["executor", record?.run.spec.executor],
    ]),
    environment: packagesOf(environment),
    variables: texts(Object.entries(record?.run.spec.env ?? inputs?.env ?? {})),
    secrets: secretsOf(inputs),
    result: resultOf(subject),
  };
}

function inputsOf(version: ModelVersion | undefined): TrainingInputs | undefined {
  return version?.origin.type === "run" ? version.origin.inputs : undefined;
}

function aboutOf({ record, version }: ComparedSubject): Trait {
  const run = record?.run;
  const lineage = run?.spec.lineage ?? (version?.origin.type === "run" ? version.origin.lineage : undefined);
  const git = lineage?.git;
  return present([
    [
      "task",
      run === undefined
        ? undefined
        : stepsOf(run)
            .map(({ task }) => task)
            .join(", "),
    ],
    [
      "experiment",
      run?.experiment ?? (version?.origin.type === "run" ? version.origin.experiment : undefined),
    ],
    ["instance", run?.instance ?? (version?.origin.type === "run" ? version.origin.instance : undefined)],
    ["recipe", run?.spec.recipe],
    ["scored with", record === undefined ? undefined : loadedModel(record)],
    ["trained elsewhere by", version?.origin.type === "external" ? version.origin.actor : undefined],
    [
      "commit",
      git === undefined ? undefined : `${git.commit.slice(0, 12)}${git.dirty ? " with changes" : ""}`,
    ],
    ["mlx", lineage?.mlxVersion],
  ]);
}

function dataOfInputs(inputs: TrainingInputs | undefined): Trait {
  return present(
    Object.entries(inputs?.datasets ?? {}).flatMap(([channel, { dataset, fingerprint }]) => [
      [channel, dataset] as const,
      [`${channel} fingerprint`, fingerprint === null ? "no files" : shortDigest(fingerprint)] as const,
    ]),
  );
}

/** What was really staged, where it came so far. */
function dataOfRun({ run, attempts }: RunRecord): Trait {
  const steps = stepsOf(run);
  return present(
    steps.flatMap(({ task, spec }, index) =>
      Object.entries(spec.inputs).flatMap(([channel, input]) => {
        const name = steps.length > 1 ? `${task}.${channel}` : channel;
        const staged = attempts.findLast(
          (attempt) => (attempt.step ?? 0) === index && attempt.staged?.[channel] !== undefined,
        )?.staged?.[channel];
        const fingerprint = staged?.fingerprint ?? input.fingerprint;
        return [
          [name, input.dataset],
          [`${name} path`, input.spec.path],
          [`${name} fingerprint`, fingerprint === undefined ? undefined : shortDigest(fingerprint)],
          [`${name} rows`, staged?.rows === undefined ? undefined : String(staged.rows)],
          [
            `${name} window`,
            staged?.window === undefined ? undefined : `after ${staged.window.start} to ${staged.window.end}`,
          ],
        ] as const;
      }),
    ),
  );
}

function environmentOf({ record, version }: ComparedSubject): EnvironmentLock | undefined {
  const ofRun = record?.attempts.findLast(({ environment }) => environment !== undefined)?.environment;
  return ofRun ?? (version?.origin.type === "run" ? version.origin.lineage.environment : undefined);
}

function packagesOf(environment: EnvironmentLock | undefined): Trait {
  if (environment === undefined) return new Map();
  return new Map([
    ["runtime", environment.runtime],
    ...environment.packages.map((each): readonly [string, string] => {
      const at = each.indexOf("==");
      return at === -1 ? [each, "installed"] : [each.slice(0, at), each.slice(at + 2)];
    }),
  ]);
}

/** Only hashes are known, and nobody learns anything from them but whether they are equal. */
function secretsOf(inputs: TrainingInputs | undefined): Trait {
  return new Map(
    Object.entries(inputs?.secrets ?? {}).map(([path, hash]) => [path, `value ${hash.slice(-6)}`]),
  );
}

function resultOf({ record, version }: ComparedSubject): Trait {
  const run = record?.run;
  return present([
    ["state", run?.status.state],
    ["reason", run === undefined || !("reason" in run.status) ? undefined : run.status.reason],
    ["duration", run === undefined ? undefined : durationOf(run)],
    ["model", record?.model],
    ["model files", version === undefined ? undefined : shortDigest(version.artifact.digest)],
    ["model size", version === undefined ? undefined : `${version.artifact.size} bytes`],
    ...(record?.outputs ?? []).map(
      ({ channel, artifact }) => [`output ${channel}`, shortDigest(artifact.digest)] as const,
    ),
  ]);
}

function durationOf({ startedAt, endedAt }: Run): string | undefined {
  if (startedAt === undefined || endedAt === undefined) return undefined;
  return `${((Date.parse(endedAt) - Date.parse(startedAt)) / 1000).toFixed(1)} s`;
}

function texts(entries: readonly (readonly [string, Json | SecretRef])[]): Trait {
  return new Map(entries.map(([name, value]) => [name, parameterText(value)]));
}

function present(entries: readonly (readonly [string, string | undefined])[]): Trait {
  return new Map(
    entries.flatMap(([name, value]) => (value === undefined || value === "" ? [] : [[name, value] as const])),
  );
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : JSON.stringify(word);
}

function shortDigest(digest: string): string {
  return digest.startsWith("sha256:") ? digest.slice(7, 19) : digest;
}
