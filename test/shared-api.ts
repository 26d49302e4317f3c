/** One server for all tests of a file. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Api, createApi } from "./api-server.ts";
import { startMlx, until } from "./sandbox.ts";
import { datasetFiles } from "./sensei-recipe.ts";

export interface SharedApi {
  readonly folder: string;
  readonly url: string;
  readonly api: Api;
  close(): Promise<void>;
}

/** With two datasets to train and score with, and one for results. */
export async function openShared(
  flags: readonly string[] = [],
  files: Readonly<Record<string, string>> = datasetFiles,
): Promise<SharedApi> {
  const folder = mkdtempSync(join(tmpdir(), "mlx-api-"));
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  const applied = await startMlx(folder, ["apply", "--yes"]).finished;
  if (applied.code !== 0) throw new TypeError(applied.stderr);
  const { child, finished, output } = startMlx(folder, ["up", "--port", "0", ...flags]);
  await until("the server is up", () => / up\b/.test(output()) || child.exitCode !== null);
  const [url] = /https?:\/\/[\d.:]+/.exec(output()) ?? [];
  if (url === undefined) throw new TypeError(`mlx up ended:\n${output()}`);
  return {
    folder,
    url,
    api: createApi(url, {}),
    close: async () => {
      child.kill("SIGKILL");
      await finished;
      rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}
