import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type Docker from "dockerode";
import { isRealFolder } from "../../contract/real-folder.ts";
import type { JobFolder } from "../../job/job-folder.ts";
import { taskFolders } from "../../job/job-folder.ts";
import type { Engine } from "../engine/connect-engine.ts";
import { engineMessage } from "../engine/engine-error.ts";
import { containerLabels } from "./container-name.ts";
import type { ContainerRecord } from "./container-record.ts";
import { inspectContainer } from "./inspect-container.ts";

export interface TakeOwnershipOptions {
  readonly engine: Engine;
  readonly self: { readonly uid: number; readonly gid: number };
  /** How long each step may take before it is killed. */
  readonly milliseconds?: number;
}

const patience = 60_000;
const memory = 256 * 2 ** 20;

/**
 * Makes what a container wrote as another user mlx's own, so that it can be read and removed: only the
 * engine may do that, so short containers of the same image do, which see nothing but the folders that
 * the task could write to. Checkpoints stay open to the next attempt, which may be yet another user.
 * Returns why it could not be done, if so; that nothing had to be done is no failure.
 */
export async function takeOwnership(
  folder: Pick<JobFolder, "ml" | "sparkEvents" | "checkpoints">,
  { id, image, foreignFiles }: Pick<ContainerRecord, "image" | "foreignFiles"> & { readonly id?: string },
  { engine, self, milliseconds = patience }: TakeOwnershipOptions,
): Promise<string | undefined> {
  if (!foreignFiles || !existsSync(folder.ml)) return undefined;
  const folders = await writtenFolders(folder);
  try {
    const { rootless, userNamespaces } = await engine.info();
    const task = id === undefined ? undefined : await inspectContainer(engine, id);
    const installation = task?.labels[containerLabels.installation];
    const labels = installation === undefined ? {} : { [containerLabels.installation]: installation };
    // Without root, the engine's root is the user whom mlx runs as.
    const owner = rootless ? "0:0" : `${self.uid}:${self.gid}`;
    const run = (command: readonly string[], sources: readonly string[]) => {
      const options = helperOptions(command, sources, { image, labels, userNamespaces });
      return engine.call((docker) => runHelper(docker, options, milliseconds));
    };
    // Of a link the owner of the link itself.
    const problem = await run(["chown", "-R", "-h", owner], folders);
    if (problem !== undefined || !folders.includes(folder.checkpoints)) return problem;
    return await run(["chmod", "-R", "a+rwX"], [folder.checkpoints]);
  } catch (error) {
    return engineMessage(error);
  }
}

/** Those that the task's container had as mounts to write to, as far as they hold something. */
async function writtenFolders({
  ml,
  sparkEvents,
  checkpoints,
}: Pick<JobFolder, "ml" | "sparkEvents" | "checkpoints">): Promise<readonly string[]> {
  const folders = taskFolders(ml);
  const found: string[] = [];
  for (const path of [folders.model, folders.output, folders.checkpoints, sparkEvents])
    if (await isRealFolder(dirname(ml), path)) found.push(path);
  const hasCheckpoints = await isRealFolder(dirname(checkpoints), checkpoints);
  if (hasCheckpoints && !(await isEmpty(checkpoints))) found.push(checkpoints);
  return found;
}

/** False where the task closed it. */
async function isEmpty(folder: string): Promise<boolean> {
  return (await readdir(folder).catch(() => undefined))?.length === 0;
}

function helperOptions(
  [program = "", ...words]: readonly string[],
  sources: readonly string[],
  {
    image,
    labels,
    userNamespaces,
  }: {
    readonly image: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly userNamespaces: boolean;
  },
): Docker.ContainerCreateOptions {
  const targets = sources.map((_, index) => join("/mlx", index.toString()));
  return {
    name: `mlx-helper-${randomUUID()}`,
    Image: image,
    Entrypoint: [program],
    Cmd: [...words, ...targets],
    User: "0:0",
    WorkingDir: "/",
    Labels: { ...labels, "mlx.role": "helper" },
    Healthcheck: { Test: ["NONE"] },
    HostConfig: {
      NetworkMode: "none",
      CapDrop: ["ALL"],
      CapAdd: ["CHOWN", "DAC_OVERRIDE", "FOWNER"],
      SecurityOpt: ["no-new-privileges:true"],
      ReadonlyRootfs: true,
      PidsLimit: 16,
      Memory: memory,
      MemorySwap: memory,
      ...(userNamespaces ? { UsernsMode: "host" } : {}),
      Mounts: sources.map((Source, index) => {
        return { Type: "bind", Source, Target: targets[index] ?? "", ReadOnly: false };
      }),
    },
  };
}

/** What went wrong, if something did. */
async function runHelper(
  docker: Docker,
  options: Docker.ContainerCreateOptions,
  milliseconds: number,
): Promise<string | undefined> {
  const program = options.Entrypoint?.[0] ?? "";
  const helper = await docker.createContainer(options);
  const abortSignal = AbortSignal.timeout(milliseconds);
  try {
    await helper.start({ abortSignal });
    const { StatusCode }: { StatusCode: number } = await helper.wait({ abortSignal });
    return StatusCode === 0 ? undefined : `${program} ended with code ${StatusCode}`;
  } catch (error) {
    if (!abortSignal.aborted) throw error;
    return `${program} did not end within ${milliseconds / 1000} seconds`;
  } finally {
    // Killed, where it still runs.
    await helper.remove({ v: true, force: true });
  }
}
