/** Images over the machine's engine, and what the tests of them leave behind taken away again. */
import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import type { Server } from "node:http";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { RecipeOrigin, TaskSubmission } from "@mlx/core";
import { InternalError } from "@mlx/core";
import type { DockerSettings } from "../src/docker/docker-settings.ts";
import { connectEngine } from "../src/docker/engine/connect-engine.ts";
import { createImages, type Images } from "../src/docker/images/create-images.ts";
import { inspectImage } from "../src/docker/images/inspect-image.ts";
import { hasRegistry } from "./docker-registry.ts";
import type { FolderArtifactStore } from "./folder-artifact-store.ts";
import { createFolderArtifactStore } from "./folder-artifact-store.ts";

export const baseImage = "mlx-test/python:bookworm";
export const engine = connectEngine({ processEnv: process.env, home: homedir() });

/** Why there is nothing to test with; where Docker is required, that fails instead. */
export async function missingForImages(): Promise<string | undefined> {
  const missing = await findMissing();
  if (missing === undefined) return undefined;
  if (process.env.MLX_TEST_DOCKER === "required") throw new InternalError(`Docker is required: ${missing}`);
  console.warn(`skipped, for want of Docker: ${missing}`);
  return missing;
}

async function findMissing(): Promise<string | undefined> {
  if (!hasRegistry()) return "no program docker-registry";
  try {
    return (await inspectImage(engine, baseImage)) === undefined ? `no image ${baseImage}` : undefined;
  } catch (error) {
    return String(error);
  }
}

export interface ImagesHarness {
  readonly root: string;
  readonly artifacts: FolderArtifactStore;
  /** A part of the names of images and recipes that is the test's own; also as the label `mlx.test`. */
  readonly mark: string;
  /**
   * With Docker's configuration in a folder of its own, empty unless `config` is given. Builds have
   * no network unless the settings say so.
   */
  open(options?: {
    readonly settings?: Partial<DockerSettings["build"]> & Pick<DockerSettings, "baseImage" | "registries">;
    readonly processEnv?: NodeJS.ProcessEnv;
    readonly config?: object;
  }): Promise<Images>;
  task(origin: RecipeOrigin, changes?: Partial<TaskSubmission>): TaskSubmission;
  /** A task whose image is built from files, never the same twice. */
  buildTask(files: { readonly [path: string]: string }, build?: object): Promise<TaskSubmission>;
  /** Builds an image by the client alone and names it. */
  make(name: string, dockerfile: string): Promise<void>;
  /** To a registry that asks for no user, or by the user that is given. */
  push(name: string, auth?: { readonly username: string; readonly password: string }): Promise<void>;
  remove(...names: readonly string[]): Promise<void>;
  close(): Promise<void>;
}

export async function createImagesHarness(): Promise<ImagesHarness> {
  const root = await mkdtemp(join(tmpdir(), "mlx-images-"));
  const artifacts = createFolderArtifactStore(join(root, "artifacts"));
  const mark = `test-${randomUUID().slice(0, 8)}`;
  const docker = await engine.client();

  async function remove(...names: readonly string[]): Promise<void> {
    for (const name of names) {
      await docker
        .getImage(name)
        .remove({ force: true })
        .catch(() => {});
    }
  }
  async function finish(stream: NodeJS.ReadableStream): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      docker.modem.followProgress(stream, (error: Error | null) => (error ? reject(error) : resolve()));
    });
  }
  function task(origin: RecipeOrigin, changes: Partial<TaskSubmission> = {}): TaskSubmission {
    return {
      runId: randomUUID(),
      attempt: 1,
      task: "train",
      trigger: "manual",
      recipe: `recipe/${mark}`,
      recipeType: "Python",
      instance: "instance/images",
      origin,
      container: { profile: "strict", pull: "missing" },
      parameters: {},
      env: {},
      secretValues: [],
      inputs: {},
      outputChannels: [],
      timeoutSeconds: 60,
      stopGraceSeconds: 5,
      ...changes,
    };
  }

  return {
    root,
    artifacts,
    mark,
    remove,
    task,
    async open({ settings = {}, processEnv = {}, config = {} } = {}) {
      const folder = await mkdtemp(join(root, "config-"));
      await writeFile(join(folder, "config.json"), JSON.stringify(config));
      const { baseImage: base, registries, ...build } = settings;
      return createImages({
        engine,
        artifacts,
        home: root,
        processEnv: { PATH: process.env.PATH, ...processEnv, DOCKER_CONFIG: folder },
        settings: {
          build: { args: {}, network: "none", ...build },
          ...(base === undefined ? {} : { baseImage: base }),
          ...(registries === undefined ? {} : { registries }),
        },
      });
    },
    async buildTask(files, build = {}) {
      const source = await artifacts.add({ ...files, "mlx-test-once": randomUUID() });
      return task({ build: { context: "image", dockerfile: "Dockerfile", ...build } }, { source });
    },
    async make(name, dockerfile) {
      const { pack } = await import("tar-stream");
      const context = pack();
      context.entry({ name: "Dockerfile" }, dockerfile);
      context.entry({ name: "content" }, randomUUID());
      context.finalize();
      await finish(await docker.buildImage(Readable.from(context), { t: name, forcerm: true }));
    },
    async push(name, authconfig = { username: "nobody", password: "" }) {
      await finish(await docker.getImage(name).push({ authconfig }));
    },
    async close() {
      const images = await docker.listImages();
      const left = await docker.listImages({ filters: { label: [`mlx.test=${mark}`] } });
      await remove(
        ...images
          .flatMap(({ RepoTags, RepoDigests }) => [...(RepoTags ?? []), ...(RepoDigests ?? [])])
          .filter((name) => name.includes(mark)),
        ...left.map(({ Id }) => Id),
      );
      await rm(root, { recursive: true, force: true });
    },
  };
}

export const unstopped = { signal: new AbortController().signal, onProgress: () => {} };

export async function listen(server: Server, host: string): Promise<number> {
  server.listen(0, host);
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new InternalError("no port");
  return address.port;
}

/** A certificate that no one trusts, with its key; both as PEM. */
export async function makeCertificate(
  folder: string,
  hosts: readonly string[],
): Promise<{ readonly cert: string; readonly key: string; readonly path: string }> {
  await mkdir(folder, { recursive: true });
  const [key, path] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const names = hosts.map((host) => `IP:${host}`).join(",");
  const request =
    "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=mlx-test";
  const options = ["-addext", `subjectAltName=${names}`, "-keyout", key, "-out", path];
  execFileSync("openssl", [...request.split(" "), ...options], { stdio: "ignore" });
  return { cert: await readFile(path, "utf8"), key: await readFile(key, "utf8"), path };
}
