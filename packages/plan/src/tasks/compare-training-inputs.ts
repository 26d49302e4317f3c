import {
  type Address,
  canonicalJson,
  type Digest,
  isSecretRef,
  type Json,
  type Manifest,
  secretKey,
  type TrainingInputs,
  type TrainingStep,
} from "@mlx/core";
import { nameChangedFiles } from "../changes/changed-files.ts";
import { diffFields, type FieldDifference, toFieldChange } from "../changes/diff-fields.ts";
import { formatDuration } from "../changes/to-language.ts";
import { compareText } from "../compare-text.ts";
import { compareImages, compareTrainingImages } from "./training-image.ts";

interface ComparisonNames {
  /** Manifests of sources, so that files can be named; those that are missing only cost the names. */
  readonly manifests?: ReadonlyMap<Digest, Manifest>;
  readonly recipe?: Address<"recipe">;
}

/**
 * What differs between two sets of training inputs, e.g. `n_estimators 100 → 200`,
 * `source of recipe/retail-gbm changed: train.py`, `data of dataset/retail-sales changed`,
 * `image acme/retail:1.4 moved: sha256:1a2b3c4d… → sha256:5e6f7a8b…`, `build argument VERSION 1 → 2`.
 * Empty when a training would do the same. The same data under another dataset's name is no
 * difference, nor is the same image; an image is compared where both sides have pinned one.
 */
export function compareTrainingInputs(
  before: TrainingInputs,
  after: TrainingInputs,
  manifests?: ReadonlyMap<Digest, Manifest>,
  recipe?: Address<"recipe">,
): readonly string[] {
  const names = { ...(manifests && { manifests }), ...(recipe && { recipe }) };
  return uniqueReasons(findTrainingDifferences(before, after, names));
}

/** One part that differs; `part` names it, the same in every comparison. */
export interface TrainingDifference {
  readonly part: string;
  readonly reason: string;
}

export function findTrainingDifferences(
  before: TrainingInputs,
  after: TrainingInputs,
  names: ComparisonNames = {},
): readonly TrainingDifference[] {
  return [
    ...compareSource(before.source, after.source, names),
    ...compareTrainingImages(before.image, after.image).map((reason) => ({ part: "image", reason })),
    ...(canonicalJson(before.command) === canonicalJson(after.command)
      ? []
      : [{ part: "command", reason: "command changed" }]),
    ...diffFields({ parameters: before.parameters }, { parameters: after.parameters })
      .filter((field) => !isSealedAnew(field, before, after))
      .map(({ path, ...field }) => describeValue("parameters", { ...field, path: path.slice(1) })),
    ...diffFields({ env: before.env }, { env: after.env })
      .filter((field) => !isSealedAnew(field, before, after))
      .map((field) => describeValue("env", field)),
    ...compareSecrets(before, after),
    ...compareDatasets(before.datasets, after.datasets),
    ...compareTimeframes(before.timeframe, after.timeframe),
    ...compareChains(before, after),
  ];
}

function compareTimeframes(
  before: number | undefined,
  after: number | undefined,
): readonly TrainingDifference[] {
  if (before === after) return [];
  return [{ part: "timeframe", reason: `timeframe ${formatTimeframe(before)} → ${formatTimeframe(after)}` }];
}

function formatTimeframe(minutes: number | undefined): string {
  return minutes === undefined ? "all rows" : formatDuration(minutes * 60);
}

/** The tasks before the training, and what they hand on. */
function compareChains(before: TrainingInputs, after: TrainingInputs): readonly TrainingDifference[] {
  const [was, is] = [before.steps ?? [], after.steps ?? []];
  const order = ({ steps = [] }: TrainingInputs) => steps.map(({ task }) => task).join(", ") || "nothing";
  const tasks = [...new Set([...was, ...is].map(({ task }) => task))];
  const same = order(before) === order(after);
  return [
    ...(same ? [] : [{ part: "steps", reason: `before the training ${order(before)} → ${order(after)}` }]),
    ...compareFrom(before.from, after.from).map((reason) => ({ part: "from", reason })),
    ...tasks.flatMap((task) => {
      const [old, fresh] = [was, is].map((steps) => steps.find((step) => step.task === task));
      return old === undefined || fresh === undefined ? [] : compareStep(old, fresh);
    }),
  ];
}

function compareStep(before: TrainingStep, after: TrainingStep): readonly TrainingDifference[] {
  const { task } = after;
  const differences = findTrainingDifferences(asInputs(before), asInputs(after));
  return differences.map(({ part, reason }) => ({ part: `${task} ${part}`, reason: `${task}: ${reason}` }));
}

/** What a task shares with the training is compared there. */
function asInputs({ task: _task, ...step }: TrainingStep): TrainingInputs {
  return { ...step, source: "", env: {} };
}

function compareFrom(
  before: TrainingInputs["from"] = {},
  after: TrainingInputs["from"] = {},
): readonly string[] {
  const channels = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  return channels.flatMap((channel) => {
    const [was, is] = [before[channel] ?? "a dataset", after[channel] ?? "a dataset"];
    return was === is ? [] : [`channel ${channel} ${was} → ${is}`];
  });
}

export function uniqueReasons(differences: readonly TrainingDifference[]): readonly string[] {
  return [...new Set(differences.map(({ reason }) => reason))];
}

function compareSource(
  before: string,
  after: string,
  { manifests = new Map(), recipe }: ComparisonNames,
): readonly TrainingDifference[] {
  if (before === after) return [];
  const subject = recipe === undefined ? "source" : `source of ${recipe}`;
  if (!isDigest(before) && !isDigest(after)) {
    const moved = compareImages(before, after);
    return moved === undefined ? [] : [{ part: "source", reason: `image ${moved}` }];
  }
  if (!isDigest(before) || !isDigest(after))
    return [{ part: "source", reason: `${subject} ${nameSource(before)} → ${nameSource(after)}` }];
  const files = nameChangedFiles(before, after, manifests);
  return [{ part: "source", reason: `${subject} changed${files ? `: ${files}` : ""}` }];
}

function isDigest(text: string): text is Digest {
  return /^sha256:[0-9a-f]{64}$/.test(text);
}

function nameSource(source: string): string {
  return isDigest(source) ? "folder" : source;
}

function describeValue(group: "parameters" | "env", difference: FieldDifference): TrainingDifference {
  const { path, before, after } = toFieldChange(difference);
  const part = `${group} ${path}`;
  const [was, is] = [show(before, difference.before), show(after, difference.after)];
  if (before === undefined) return { part, reason: `${path} added: ${is}` };
  if (after === undefined) return { part, reason: `${path} removed: ${was}` };
  return { part, reason: `${path} ${was} → ${is}` };
}

const longestValue = 40;

/** As JSON, so that `"1"` is not `1`; what stands for a secret reads as it is. */
function show(shown: Json | undefined, value: Json | undefined): string {
  const text = typeof shown === "string" && shown !== value ? shown : canonicalJson(shown);
  return text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

/**
 * A sealed text is another each time that a value is sealed, and says nothing of the value: where both values are
 * known by their hashes, these are compared, and nothing else.
 */
function isSealedAnew(
  { path, before: old, after: fresh }: FieldDifference,
  before: TrainingInputs,
  after: TrainingInputs,
): boolean {
  if (!isSecretRef(old) || !isSecretRef(fresh)) return false;
  if (!("sealed" in old.secret || "sealed" in fresh.secret)) return false;
  const key = secretKey(path);
  return before.secrets[key] !== undefined && after.secrets[key] !== undefined;
}

/** Of secrets that both sides have: one that comes or goes shows as a parameter or variable. */
function compareSecrets(before: TrainingInputs, after: TrainingInputs): readonly TrainingDifference[] {
  return Object.keys(after.secrets)
    .filter((path) => Object.hasOwn(before.secrets, path) && before.secrets[path] !== after.secrets[path])
    .sort(compareText)
    .map((path) => ({ part: `secret ${path}`, reason: `secret changed: ${path}` }));
}

type Datasets = TrainingInputs["datasets"];

function compareDatasets(before: Datasets, after: Datasets): readonly TrainingDifference[] {
  const channels = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...channels].sort(compareText).flatMap((channel) => {
    const was = Object.hasOwn(before, channel) ? before[channel] : undefined;
    const is = Object.hasOwn(after, channel) ? after[channel] : undefined;
    const reason = compareChannel(channel, was, is);
    return reason === undefined ? [] : [{ part: `datasets.${channel}`, reason }];
  });
}

function compareChannel(
  channel: string,
  before: Datasets[string] | undefined,
  after: Datasets[string] | undefined,
): string | undefined {
  if (before === undefined) return after && `channel ${channel} added: ${after.dataset}`;
  if (after === undefined) return `channel ${channel} removed: ${before.dataset}`;
  const sameData = before.fingerprint === after.fingerprint;
  if (before.dataset === after.dataset) return sameData ? undefined : `data of ${after.dataset} changed`;
  if (sameData && after.fingerprint !== null) return undefined;
  return `channel ${channel} ${before.dataset} → ${after.dataset}`;
}
