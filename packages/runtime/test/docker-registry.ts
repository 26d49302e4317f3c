/** A registry of images of the test's own: Debian's package docker-registry. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import type { AddressInfo } from "node:net";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { InternalError } from "@mlx/core";

export interface TestRegistry {
  /** `127.0.0.1:PORT`; engines take such a one without TLS. */
  readonly host: string;
  close(): Promise<void>;
}

/** Of the registry that is started `withUsers`; the file knows its bcrypt hash. */
export const registryUser = { username: "anna", password: "open sesame" };
const usersFile = "anna:$2b$05$.cBbw22of7JimL4dqm3p9e.AsSiGQKxXtOqOlFgwC2XL72gbF1Dai\n";

const program = "docker-registry";

export function hasRegistry(): boolean {
  try {
    execFileSync(program, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export async function startRegistry({ withUsers = false } = {}): Promise<TestRegistry> {
  const folder = await mkdtemp(join(tmpdir(), "mlx-registry-"));
  const host = `127.0.0.1:${(await freePort()).toString()}`;
  const users = join(folder, "htpasswd");
  await writeFile(users, usersFile);
  const config = join(folder, "config.json");
  const settings = {
    version: "0.1",
    log: { level: "info" },
    storage: { filesystem: { rootdirectory: join(folder, "data") }, delete: { enabled: true } },
    http: { addr: host },
    ...(withUsers ? { auth: { htpasswd: { realm: "test", path: users } } } : {}),
  };
  await writeFile(config, JSON.stringify(settings));
  const child = spawn(program, ["serve", config], { stdio: ["ignore", "ignore", "pipe"] });
  await new Promise<void>((resolve, reject) => {
    child.once("exit", (code) => reject(new InternalError(`the registry ended with ${code ?? "a signal"}`)));
    child.once("error", reject);
    createInterface({ input: child.stderr }).on("line", (line) => {
      if (line.includes("listening on")) resolve();
    });
  });
  return {
    host,
    async close() {
      const ended = once(child, "exit");
      child.kill("SIGKILL");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A port of 127.0.0.1 on which nothing listens. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, "close");
  return port;
}
