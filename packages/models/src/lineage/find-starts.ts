import { formatModelVersion, isAddress, parseAddress, type Store } from "@mlx/core";
import { nothingToTrace, traceOfNothing } from "../errors.ts";
import { findModel } from "../find-model.ts";
import { findRunRecord } from "./find-run-record.ts";

/** Runs that an experiment or an instance stands for: its newest. */
const newestRuns = 10;

/** The nodes that are meant by a word of the user. Failures: 7005, 7030, and those of `findModel`. */
export async function findStarts(store: Store, of: string): Promise<readonly string[]> {
  const [, outputRun, channel] = /^output\/([0-9a-f-]{4,36})\/(.+)$/.exec(of) ?? [];
  if (outputRun !== undefined) {
    const record = await findRunRecord(store, outputRun);
    if (record?.outputs.some((output) => output.channel === channel) !== true) throw nothingToTrace(of);
    return [`output/${record.run.id}/${channel}`];
  }
  if (isAddress(of) && !isAddress(of, "model")) return ofResource(store, of);
  const record = await findRunRecord(store, of);
  if (record !== undefined) return [`run/${record.run.id}`];
  return [formatModelVersion(await findModel(store.models, of, "show"))];
}

async function ofResource(store: Store, of: string): Promise<readonly string[]> {
  if (isAddress(of, "dataset") || isAddress(of, "service")) {
    // Data that are no longer declared may have been read all the same.
    const isKnown =
      (await store.resources.get(of)) !== undefined ||
      (isAddress(of, "dataset") && (await store.runs.usersOf({ dataset: of }, { limit: 1 })).length > 0);
    if (!isKnown) throw nothingToTrace(of);
    return [of];
  }
  const filter = isAddress(of, "experiment")
    ? { experiment: of }
    : isAddress(of, "instance")
      ? { instance: of }
      : undefined;
  if (filter === undefined) throw traceOfNothing(of, parseAddress(of)?.kind ?? "thing");
  const records = await store.runs.list(filter, { limit: newestRuns });
  if (records.length === 0) throw nothingToTrace(of);
  return records.map(({ run }) => `run/${run.id}`);
}
