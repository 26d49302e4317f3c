/** An engine of a test's own, which can be restarted while a program runs. The machine's is never touched. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "vitest";
import { baseImage, withoutDocker } from "./machine.ts";
import { until } from "./sandbox.ts";

/** Why no engine can be started here; `undefined` where one can. */
export const withoutOwnEngine: string | undefined =
  withoutDocker ??
  (process.env.MLX_TEST_DOCKER !== "required" && spawnSync("dockerd", ["--version"]).status !== 0
    ? "there is no `dockerd`"
    : undefined);

export interface OwnEngine {
  /** For `DOCKER_HOST`. */
  readonly host: string;
  /** Its containers end with it, as when the machine's is restarted. */
  restart(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  close(): Promise<void>;
}

/** One that has the image that tests run in, and nothing else. */
export async function startOwnEngine(): Promise<OwnEngine> {
  const root = mkdtempSync(join(tmpdir(), "mlx-engine-"));
  const host = `unix://${join(root, "docker.sock")}`;
  const docker = (...words: string[]) =>
    spawnSync("docker", ["--host", host, ...words], { encoding: "utf8" });
  const startProgram = (name: string, words: readonly string[]): ChildProcess => {
    const log = openSync(join(root, "engine.log"), "a");
    const child = spawn(name, words, { stdio: ["ignore", log, log] });
    closeSync(log);
    return child;
  };
  // As distributions have it, apart from the engine: it goes on when that is killed.
  const address = join(root, "containerd.sock");
  const containerd = startProgram("containerd", [
    `--address=${address}`,
    ...["root", "state"].map((name) => `--${name}=${join(root, `containerd-${name}`)}`),
  ]);
  const start = async (): Promise<ChildProcess> => {
    const folders = ["data-root", "exec-root"].map((name) => `--${name}=${join(root, name)}`);
    const below = [`--containerd=${address}`, `--pidfile=${join(root, "pid")}`];
    // In a network of its own: it would change the bridge and the rules of the machine's engine.
    const words = ["--net", "--", "dockerd", `--host=${host}`, ...below, ...folders];
    const started = startProgram("unshare", words);
    await until("the engine answers", () => {
      if (started.exitCode !== null) expect.fail(readFileSync(join(root, "engine.log"), "utf8"));
      return docker("version").status === 0;
    });
    return started;
  };
  let daemon = await start();
  const archive = join(root, "image.tar");
  expect(spawnSync("docker", ["save", "--output", archive, baseImage]).status).toBe(0);
  expect(docker("load", "--input", archive).status).toBe(0);
  rmSync(archive);
  return {
    host,
    restart: async (signal) => {
      await end(daemon, signal);
      daemon = await start();
    },
    close: async () => {
      await end(daemon, "SIGTERM");
      await end(containerd, "SIGTERM");
      spawnSync("umount", ["--lazy", join(root, "data-root")]);
      rmSync(root, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    },
  };
}

async function end(child: ChildProcess, signal: "SIGTERM" | "SIGKILL"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, "exit");
  child.kill(signal);
  await exited;
}
