import {
  type DatasetFile,
  type Digest,
  type EnvironmentLock,
  type Run,
  type RunInput,
  timestamp,
} from "@mlx/core";
import { dataChanged, environmentDiffers, noSuchRun } from "../errors.ts";
import type { AttemptWork } from "./attempt-work.ts";
import type { Staged } from "./stage-inputs.ts";

/** What a run that is to be repeated exactly has read, and with which software. */
export interface RecordedInputs {
  readonly of: Pick<Run, "id">;
  readonly at: string;
  readonly staged: Staged;
  readonly environment?: EnvironmentLock;
}

/** `undefined` where the run is to repeat none exactly. Failure: 3012 where that one is gone. */
export async function recordedInputs({
  run,
  chain,
  deps,
}: Pick<AttemptWork, "run" | "chain" | "deps">): Promise<RecordedInputs | undefined> {
  const { exact } = run;
  if (exact === undefined) return undefined;
  const record = await deps.store.runs.record(exact.of);
  if (record === undefined) throw noSuchRun(exact.of, "It was to be repeated exactly, and was removed.");
  const tries = record.attempts.filter(({ step, staged }) => step === chain?.index && staged !== undefined);
  const attempt =
    tries.findLast(({ left, outcome }) => left !== undefined || outcome?.reason === "OK") ?? tries.at(-1);
  const { environment, staged = {}, startedAt, endedAt } = attempt ?? {};
  return {
    of: { id: exact.of },
    at: startedAt ?? endedAt ?? record.run.createdAt,
    staged,
    ...(environment === undefined ? {} : { environment }),
  };
}

/** Failure: 3071 where a dataset holds something else than it did. */
export function checkSameData(
  { of, at, staged }: RecordedInputs,
  channel: string,
  { dataset }: RunInput,
  found: { readonly fingerprint: Digest; readonly files: readonly DatasetFile[] },
): void {
  const recorded = staged[channel];
  if (recorded === undefined || recorded.fingerprint === found.fingerprint) return;
  // The file that a window was cut into is new each time.
  const isOwn = recorded.window === undefined;
  const changed = found.files.filter(({ modifiedAt }) => isOwn && modifiedAt > Date.parse(at));
  const newest = changed.toSorted((one, other) => other.modifiedAt - one.modifiedAt)[0];
  throw dataChanged(dataset, channel, {
    of: of.id,
    at,
    files: { before: recorded.files, now: found.files.length },
    ...(newest === undefined
      ? {}
      : {
          changed: { path: newest.path, at: timestamp(Math.floor(newest.modifiedAt)), count: changed.length },
        }),
  });
}

/** Failure: 3072 where the software is not the same. */
export function checkSameSoftware({ of, environment }: RecordedInputs, now: EnvironmentLock): void {
  if (environment === undefined) return;
  if (environment.runtime === now.runtime && environment.digest === now.digest) return;
  const [then, has] = [new Set(environment.packages), new Set(now.packages)];
  throw environmentDiffers(of.id, {
    ...(environment.runtime === now.runtime ? {} : { runtime: [environment.runtime, now.runtime] }),
    missing: environment.packages.filter((each) => !has.has(each)),
    added: now.packages.filter((each) => !then.has(each)),
  });
}
