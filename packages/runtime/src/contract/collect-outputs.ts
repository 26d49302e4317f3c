/** What an ended job left in its folder. */
import { lstat, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { JobOutputs } from "@mlx/core";
import type { JobFolder, TaskFolders } from "../job/job-folder.ts";
import { taskFolders } from "../job/job-folder.ts";
import type { JobRecord, RecordedInput } from "../job/job-record.ts";
import { readJobExit, readJobRecord, unlessDamaged } from "../job/job-record.ts";
import { readRegularFile } from "../job/regular-file.ts";
import { chunkPath, countDroppedBytes, listChunks } from "../log/log-chunks.ts";
import { parseLogRecord } from "../log/log-record.ts";
import { flattenMetrics } from "../metrics/flatten-metrics.ts";
import { metricsStart, readMetrics } from "../metrics/read-metrics.ts";
import { collectExtras } from "./collect-extras.ts";
import { isMounted, readInputPlan } from "./input-plan.ts";
import { isRealFolder } from "./real-folder.ts";

const longestFailure = 8 * 1024;
const longestMetrics = 4 * 1024 * 1024;

/** Fails: 4021, where it is not known which outputs were asked for. */
export async function collectOutputs(folder: JobFolder): Promise<JobOutputs> {
  const job = await readJobRecord(folder.job);
  const folders = taskFolders(folder.ml);
  const final = await readFinalMetrics(folders);
  const extras = await collectExtras(folders);
  const failure = (await readRegularFile(folders.failure, longestFailure))?.trim();
  const channels = (job?.outputChannels ?? []).map((name) => [name, join(folders.outputData, name)] as const);
  return {
    modelFolder: folders.model,
    outputFolders: Object.fromEntries(channels),
    replacedFolders: await findReplaced(folders, [folders.model, ...channels.map(([, folder]) => folder)]),
    ...(extras.plotsFolder === undefined ? {} : { plotsFolder: extras.plotsFolder }),
    ...(extras.signature === undefined ? {} : { signature: extras.signature }),
    finalMetrics: final.metrics,
    ...(failure ? { failure } : {}),
    stderrTail: await readStderrTail(folder.logs),
    hints: [],
    logBytesDropped: await countDroppedBytes(folder.logs),
    warnings: [
      ...(await exitWarnings(folder)),
      ...final.warnings,
      ...extras.warnings,
      ...(await malformedMetrics(folders)),
      ...(job === undefined ? [] : await changedInputs(job, folder)),
    ],
  };
}

async function findReplaced({ root }: TaskFolders, wanted: readonly string[]): Promise<readonly string[]> {
  const replaced: string[] = [];
  for (const folder of wanted) if (!(await isRealFolder(root, folder))) replaced.push(folder);
  return replaced;
}

async function exitWarnings(folder: JobFolder): Promise<readonly string[]> {
  const recorded = await unlessDamaged(readJobExit(folder.exit));
  return recorded === "damaged" ? [`${folder.exit} is damaged`] : (recorded?.warnings ?? []);
}

async function readFinalMetrics(
  folders: TaskFolders,
): Promise<{ readonly metrics: JobOutputs["finalMetrics"]; readonly warnings: readonly string[] }> {
  const text = await readRegularFile(folders.finalMetrics, longestMetrics);
  if (text === undefined) return { metrics: {}, warnings: [] };
  const flattened = flattenMetrics(text);
  return "problem" in flattened
    ? { metrics: {}, warnings: [flattened.problem] }
    : { metrics: flattened.metrics, warnings: [] };
}

async function malformedMetrics(folders: TaskFolders): Promise<readonly string[]> {
  const { problems } = await readMetrics(folders.metricsLines, metricsStart, { now: 0, ended: true });
  const [first] = problems;
  if (first === undefined) return [];
  const more = problems.length === 1 ? "" : `, and ${problems.length - 1} more lines like it`;
  return [`${first}${more}; passed over`];
}

/** Inputs that the task read in place, by a link or a mount, and that are not what they were. */
async function changedInputs({ inputs }: JobRecord, folder: JobFolder): Promise<readonly string[]> {
  const { inputData } = taskFolders(folder.ml);
  const plan = await unlessDamaged(readInputPlan(folder.inputs));
  const isInPlace = async (input: RecordedInput) => {
    if (plan !== "damaged" && isMounted(plan, input)) return true;
    const staged = await lstat(join(inputData, input.channel, input.name)).catch(() => undefined);
    return staged?.isSymbolicLink() === true;
  };
  const changed: string[] = [];
  for (const input of inputs) {
    if (!(await isInPlace(input))) continue;
    const { path, size, modifiedAt } = input;
    const now = await stat(path).catch(() => undefined);
    // Times in fractions of a millisecond are rounded differently by those who take them.
    if (now?.size !== size || Math.abs(now.mtimeMs - modifiedAt) >= 1) changed.push(path);
  }
  const [first] = changed;
  if (first === undefined) return [];
  const more = changed.length === 1 ? "" : `, and ${changed.length - 1} more inputs,`;
  return [`the input ${first}${more} changed or was removed while the task ran`];
}

const tailLines = 20;
const tailChunks = 4;
const longestTailLine = 2000;

/** From the end backwards, through a bounded part of the log. */
export async function readStderrTail(folder: string): Promise<readonly string[]> {
  const starts = await listChunks(folder);
  let tail: readonly string[] = [];
  for (const start of starts.slice(-tailChunks).reverse()) {
    const records = (await readFile(chunkPath(folder, start), "utf8")).split("\n");
    const lines = records.map(parseLogRecord).filter((line) => line?.stream === "stderr");
    tail = [...lines.map((line) => (line?.text ?? "").slice(0, longestTailLine)), ...tail].slice(-tailLines);
    if (tail.length === tailLines) break;
  }
  return tail;
}
