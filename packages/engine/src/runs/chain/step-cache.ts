import {
  type Attempt,
  type Digest,
  digestOfJson,
  isSecretRef,
  type Json,
  type ParameterValue,
} from "@mlx/core";
import { keyedHash } from "../../resources/secrets.ts";
import { type AttemptWork, channelsOf, endStep } from "../attempt/attempt-work.ts";

/** Of what a task is given; a new one makes all that is kept unknown. */
const contractVersion = 1;

/**
 * Ends a step with what the same step has made before, in whichever run, where all of that is still there.
 * The attempt says what was staged and prepared for it. False: it is to be run.
 */
export async function takeOverCached(work: AttemptWork, attempt: Attempt): Promise<boolean> {
  const { run, fence, deps, chain } = work;
  const { store, artifacts } = deps;
  if (!chain?.step.cache) return false;
  const hit = await store.runs.cachedStep(await stepKey(work, attempt));
  if (hit === undefined) return false;
  const { outputs, model, plots } = hit.result;
  for (const artifact of [...Object.values(outputs), model, plots])
    if (artifact !== undefined && !(await artifacts.has(artifact.digest))) return false;
  const source = await findSource(work, hit.runId);
  if (source === undefined) return false;
  await store.runs.putAttempt(fence, attempt);
  for (const { name } of await store.runs.metricSummaries(hit.runId, source.number)) {
    const points = await store.runs.metricPoints(hit.runId, name, source.number);
    await store.runs.appendMetrics(fence, attempt.number, points);
  }
  const skipped = `as in run ${hit.runId.slice(0, 8)}`;
  const { index, step, steps } = chain;
  const told = { type: "run-step", at: deps.clock.now(), runId: run.id, task: step.task } as const;
  deps.emit({ ...told, index, steps: steps.length, skipped });
  const left = { ...hit.result, skipped, cachedFrom: hit.runId };
  await endStep(work, attempt, left, { reason: "CACHED", message: skipped });
  return true;
}

/** The attempt of the other run that made it. */
async function findSource({ deps, chain }: AttemptWork, runId: string): Promise<Attempt | undefined> {
  const record = await deps.store.runs.record(runId);
  return record?.attempts.findLast(({ step, left }) => {
    const task = step === undefined ? undefined : record.run.chain?.[step]?.task;
    return task === chain?.step.task && left !== undefined && left.skipped === undefined;
  });
}

/** Keeps what a step has made for runs to come. */
export async function keepForCache(
  work: AttemptWork,
  attempt: Attempt,
  result: NonNullable<Attempt["left"]>,
): Promise<void> {
  if (!work.chain?.step.cache) return;
  await work.deps.store.runs.putCachedStep(work.fence, await stepKey(work, attempt), result);
}

/**
 * All that decides what a step makes: its code, parameters, data, environment and model. When it runs, how
 * much of the machine it gets, and what it is called are not among it.
 */
async function stepKey(work: AttemptWork, { staged = {}, environment }: Attempt): Promise<Digest> {
  const { run, deps } = work;
  const { spec } = run;
  const { key } = await deps.store.installation();
  const hidden = async (value: ParameterValue): Promise<Json> => {
    if (!isSecretRef(value)) return value;
    const revealed = await deps.secrets.resolve(value);
    return revealed === undefined ? null : { secret: keyedHash(key, revealed) };
  };
  const hiddenAll = async (values: Readonly<Record<string, ParameterValue>>) =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(values).map(async ([name, value]) => [name, await hidden(value)] as const),
      ),
    );
  const { transform } = spec;
  const inputs = Object.entries(staged).map(([channel, { fingerprint, window }]) => {
    return [channel, { fingerprint, window: window === undefined ? null : { ...window } }] as const;
  });
  return digestOfJson({
    contract: contractVersion,
    task: run.task,
    recipeType: spec.recipeType,
    source: spec.source ?? null,
    image: spec.image === undefined ? null : { ...spec.image },
    command: spec.command === undefined ? null : [...spec.command],
    parameters: await hiddenAll(spec.parameters),
    env: await hiddenAll(spec.env),
    inputs: Object.fromEntries(inputs),
    outputs: channelsOf(work).toSorted(),
    environment: environment === undefined ? null : [environment.runtime, environment.digest],
    model: spec.model?.artifact ?? null,
    transform:
      transform === undefined ? null : [transform.split, transform.contentType, transform.maxPayload],
  });
}
