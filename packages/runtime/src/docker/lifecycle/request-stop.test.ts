import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InternalError } from "@mlx/core";
import { afterEach, beforeEach, expect, it } from "vitest";
import { jobFolder } from "../../job/job-folder.ts";
import type { JobContext } from "./job-context.ts";
import { recordStop, tellEngine } from "./request-stop.ts";

let root = "";
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "mlx-stop-"));
});
afterEach(() => rm(root, { recursive: true, force: true }));

const unused = async () => {
  throw new InternalError("nothing but a call is made");
};

/** With an engine that takes the stop; `meanwhile` happens while it does. */
function place(meanwhile: () => Promise<void>) {
  const key = { runId: ".", attempt: 1 };
  const folder = { ...jobFolder(root, key), stop: join(root, "stop.json"), logs: join(root, "logs") };
  const context: JobContext = {
    engine: {
      client: unused,
      info: unused,
      identity: unused,
      mark: unused,
      call: async () => {
        await meanwhile();
        throw Object.assign(new Error("it does not run any more"), { statusCode: 304 });
      },
    },
    clock: {
      now: () => 0,
      monotonic: () => 0,
      sleep: () => new Promise(() => {}),
    },
    onStep: () => {},
  };
  return { job: { key, folder, name: "mlx-x" }, context };
}

const request = (graceSeconds: number) => ({ at: "2026-01-01T00:00:00.000Z", graceSeconds });
const stored = async () => JSON.parse(await readFile(join(root, "stop.json"), "utf8"));

it("a stop that was handed over does not take the place of a more urgent one", async () => {
  const urgent = { ...request(0), told: true };
  const { job, context } = place(() => writeFile(join(root, "stop.json"), JSON.stringify(urgent)));
  await recordStop(job, context, { graceSeconds: 30 });
  await tellEngine(job, context, request(30));
  expect(await stored()).toEqual(urgent);
});

it("it is marked where it is still the most urgent one", async () => {
  const { job, context } = place(async () => {});
  const recorded = await recordStop(job, context, { graceSeconds: 30 });
  if (recorded === undefined) return expect.unreachable("it is the first");
  await tellEngine(job, context, recorded);
  expect(await stored()).toMatchObject({ graceSeconds: 30, told: true });
  expect(await recordStop(job, context, { graceSeconds: 60 })).toBeUndefined();
  expect(await recordStop(job, context, { graceSeconds: 5 })).toMatchObject({ graceSeconds: 5 });
  expect(await stored()).toMatchObject({ graceSeconds: 5 });
});
