/** Keeps the `serve` programs of services in containers. */
import { mkdir } from "node:fs/promises";
import { PassThrough } from "node:stream";
import type { ArtifactStore, Clock, Replica, ReplicaHost } from "@mlx/core";
import type Docker from "dockerode";
import { checkShell } from "../../docker/container/check-shell.ts";
import { prepareContainer } from "../../docker/container/prepare-container.ts";
import { removeSecrets, secretsFolder } from "../../docker/container/secrets-folder.ts";
import type { Engine } from "../../docker/engine/connect-engine.ts";
import { statusOf } from "../../docker/engine/engine-error.ts";
import type { Images, ReadyImage } from "../../docker/images/create-images.ts";
import { refusal } from "../../docker/lifecycle/create-container.ts";
import { engineFailed } from "../../errors.ts";
import { removeFolder } from "../../job/remove-folder.ts";
import { awaitHealth } from "../await-health.ts";
import { replicaEnded } from "../errors.ts";
import { ping } from "../ping.ts";
import { openReplicaLog, type ReplicaLog } from "../replica-log.ts";
import { orphanedReplicas, writeReplicaRecord } from "../replica-record.ts";
import { replicaTask, serveVariables } from "../replica-task.ts";
import { replicaFolder, serviceLogs, servingFolder } from "../serving-folder.ts";
import { replicaLabels, serveRole } from "./replica-labels.ts";
import { replicaOptions, replicaUrl, servePort } from "./replica-options.ts";
import { ensureServingNetwork } from "./serving-network.ts";

export interface DockerReplicaHostOptions {
  /** Absolute. */
  readonly stateFolder: string;
  readonly artifacts: ArtifactStore;
  readonly clock: Clock;
  readonly engine: Engine;
  readonly images: Images;
  readonly installation: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly temporary: string;
}

const abandonSeconds = 2;

export function createDockerReplicaHost(options: DockerReplicaHostOptions): ReplicaHost {
  const { artifacts, clock, engine, images, installation, processEnv, home, temporary } = options;
  const place = servingFolder(options.stateFolder);
  const self = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  const secretsOf = (id: string) => secretsFolder({ runId: id, attempt: 1 }, { uid: self.uid, temporary });

  /** What is left of a replica, whatever it is. */
  async function removeAll(id: string): Promise<boolean> {
    const hadContainer = await removeContainer(engine, nameOf(id));
    await removeSecrets(secretsOf(id));
    // What another user wrote stays until the next sweep that may remove it.
    await removeFolder(replicaFolder(place, id).all).catch(() => undefined);
    return hadContainer;
  }

  function nameOf(id: string): string {
    return `mlx-serve-${installation.slice(0, 8)}-${id}`;
  }

  const start: ReplicaHost["start"] = async (submission, { signal, onProgress }) => {
    const { id, service, secretValues, startTimeoutSeconds } = submission;
    const task = replicaTask(submission);
    const folder = replicaFolder(place, id);
    const image = await images.ensure(task, { signal, onProgress });
    await mkdir(folder.root, { recursive: true, mode: 0o700 });
    await writeReplicaRecord(folder.all, { id, service, host: "docker" });
    let log: ReplicaLog | undefined;
    try {
      const prepared = await prepareContainer(task, {
        ...{ image, artifacts, folder, processEnv, home, self },
        engine: await engine.info(),
        name: nameOf(id),
        labels: {
          [replicaLabels.installation]: installation,
          [replicaLabels.role]: serveRole,
          [replicaLabels.service]: service,
          [replicaLabels.replica]: id,
        },
        deadline: "",
        secrets: secretsOf(id),
      });
      const network = await ensureServingNetwork(engine, installation);
      const env = withPort(prepared.options.Env ?? [], service);
      const container = await create(replicaOptions(prepared.options, { env, network }), image);
      if (prepared.needsShell) await checkShell(container, image.name);
      log = await openReplicaLog(serviceLogs(place, service), { id, secrets: secretValues, clock });
      return await run(container, log, { id, seconds: startTimeoutSeconds, signal });
    } catch (error) {
      await log?.close();
      await removeAll(id).catch(() => undefined);
      throw error;
    }
  };

  async function create(wanted: Docker.ContainerCreateOptions, image: ReadyImage) {
    try {
      return await engine.call((docker) => docker.createContainer(wanted));
    } catch (error) {
      throw refusal(error, image);
    }
  }

  async function run(
    container: Docker.Container,
    log: ReplicaLog,
    { id, seconds, signal }: { readonly id: string; readonly seconds: number; readonly signal: AbortSignal },
  ): Promise<Replica> {
    const output = await container.attach({ stream: true, stdout: true, stderr: true });
    captureOutput(output, container, log);
    const exited: Promise<{ readonly StatusCode: number }> = container.wait({ condition: "next-exit" });
    exited.catch(() => undefined);
    await engine
      .call(() => container.start())
      .catch((error: unknown) => {
        const why = error instanceof Error ? error.message : String(error);
        throw replicaEnded(why, [], log.path);
      });
    const ended = exited
      .then(({ StatusCode }) => `its container ended with exit code ${StatusCode}`)
      .catch((error: unknown) => `the engine was lost: ${error instanceof Error ? error.message : error}`)
      .then(async (why) => {
        await log.close();
        // Where the engine is away, it is swept at the next start.
        await removeAll(id).catch(() => undefined);
        return why;
      });
    const stop: Replica["stop"] = async ({ graceSeconds }) => {
      await engine
        .call(() => container.stop({ t: Math.ceil(graceSeconds) }))
        .catch((error: unknown) => {
          // 304: it has ended; 404: it is gone.
          if (statusOf(error) !== 304 && statusOf(error) !== 404) throw error;
        });
      await ended;
    };
    const url = replicaUrl(await engine.call(() => container.inspect()));
    if (url === undefined) {
      await stop({ graceSeconds: abandonSeconds });
      throw engineFailed("give the replica an address", "It has none in its network.");
    }
    try {
      const started = { url, log: log.path, ended, lastWords: log.lastWords };
      await awaitHealth(started, { clock, seconds, signal });
      return { id, url, log: log.path, ping: () => ping(url), ended, stop };
    } catch (error) {
      await stop({ graceSeconds: abandonSeconds });
      throw error;
    }
  }

  async function sweep(): Promise<number> {
    let found = 0;
    for (const { id } of await orphanedReplicas(place.replicas, "docker"))
      if (await removeAll(id)) found += 1;
    return found;
  }

  return { name: "docker", start, sweep };
}

function captureOutput(output: NodeJS.ReadWriteStream, container: Docker.Container, log: ReplicaLog): void {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  stdout.on("data", (data: Buffer) => log.write("stdout", data));
  stderr.on("data", (data: Buffer) => log.write("stderr", data));
  // Its end is seen by the container's.
  output.on("error", () => {});
  container.modem.demuxStream(output, stdout, stderr);
}

async function removeContainer(engine: Engine, name: string): Promise<boolean> {
  try {
    await engine.call((docker) => docker.getContainer(name).remove({ force: true, v: true }));
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    // 409: it is being removed.
    if (statusOf(error) === 409) return true;
    throw error;
  }
}

function withPort(env: readonly string[], service: string): readonly string[] {
  const pairs = env.map(
    (text) => [text.slice(0, text.indexOf("=")), text.slice(text.indexOf("=") + 1)] as const,
  );
  const variables = serveVariables(Object.fromEntries(pairs), {
    ...{ service, host: "0.0.0.0", port: servePort },
  });
  return Object.entries(variables).map(([name, value]) => `${name}=${value}`);
}
