import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MlxError } from "@mlx/core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { unreadableDocument } from "../errors.ts";
import { jobFolder } from "./job-folder.ts";
import { readJobExit, readJobRecord, readJobStatus, readStopRequest, unlessDamaged } from "./job-record.ts";

let runs = "";
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), "mlx-record-"));
  await mkdir(jobFolder(runs, { runId: "the-run", attempt: 2 }).root, { recursive: true });
});
afterEach(() => rm(runs, { recursive: true, force: true }));

const folder = () => jobFolder(runs, { runId: "the-run", attempt: 2 });

describe.each([
  ["job", readJobRecord],
  ["status", readJobStatus],
  ["exit", readJobExit],
] as const)("%s.json", (name, read) => {
  it.each([
    ["", "It is empty."],
    ["  \n", "It is empty."],
    ['{"exi', "It is not JSON."],
    ["null", "It does not have the content that mlx gives it."],
    ["{}", "It does not have the content that mlx gives it."],
  ])("is said to be damaged, with what to do: %j", async (text, why) => {
    const path = folder()[name];
    await writeFile(path, text);
    const failure = await read(path).then(
      () => undefined,
      (error: unknown) => error,
    );
    if (!(failure instanceof MlxError)) return expect.unreachable("it is an expected failure");
    expect(failure).toMatchObject({ code: "MLX4021", summary: `${path} cannot be read` });
    expect(failure.detail).toContain(why);
    expect(failure.next).toEqual([
      "`mlx cancel --force the-run` ends what may still run of it",
      `or remove ${folder().root} once nothing of it runs any more`,
    ]);
    expect(await unlessDamaged<object | undefined>(read(path))).toBe("damaged");
  });

  it("may be a folder, or not be there", async () => {
    const path = folder()[name];
    expect(await read(path)).toBeUndefined();
    await mkdir(path);
    await expect(read(path)).rejects.toMatchObject({
      code: "MLX4021",
      detail: expect.stringContaining("EISDIR"),
    });
  });
});

it("takes no document for damaged that this user may not read", async () => {
  const cause = Object.assign(new Error("refused"), { code: "EACCES" });
  const failure = unreadableDocument("/runs/a/attempts/1/exit.json", "a", "It is refused.", cause);
  await expect(unlessDamaged(Promise.reject(failure))).rejects.toBe(failure);
});

it("passes over a damaged request to stop", async () => {
  for (const text of ["", "{}"]) {
    await writeFile(folder().stop, text);
    expect(await readStopRequest(folder().stop)).toBeUndefined();
  }
});
