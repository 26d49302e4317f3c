/** The floor: the same containers by dockerode alone. */
import type Docker from "dockerode";
import type { ContainerCreateOptions, ContainerInspectInfo } from "dockerode";

/** What a container was made with, so that another can be made like it. */
export function createOptionsOf({ Config, HostConfig }: ContainerInspectInfo): ContainerCreateOptions {
  const { Image, Env, Entrypoint, User, WorkingDir, Hostname } = Config;
  return { Image, Env, User, WorkingDir, Hostname, HostConfig, ...(Entrypoint && { Entrypoint }) };
}

export interface RawRun {
  /** Milliseconds from the first call until the engine says that the program was started. */
  readonly toStart: number;
  /** Milliseconds of create, start, wait and remove. */
  readonly whole: number;
}

/** Create, start, wait, remove; what is asked besides is not counted. */
export async function runRaw(docker: Docker, options: ContainerCreateOptions): Promise<RawRun> {
  const began = Date.now();
  const container = await docker.createContainer(options);
  await container.start();
  await container.wait();
  const untilEnd = Date.now() - began;
  const { State } = await container.inspect();
  const removing = Date.now();
  await container.remove();
  return { toStart: Date.parse(State.StartedAt) - began, whole: untilEnd + Date.now() - removing };
}

/** Milliseconds until a program's output has come through an attached stream, of which nothing is kept. */
export async function drainRaw(docker: Docker, options: ContainerCreateOptions): Promise<number> {
  const began = Date.now();
  const container = await docker.createContainer(options);
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const drained = new Promise<void>((resolve) => stream.once("close", resolve).once("end", resolve));
  stream.resume();
  await container.start();
  await Promise.all([container.wait(), drained]);
  await container.remove();
  return Date.now() - began;
}

/** One that has ended meanwhile is as good. */
export async function killContainer(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getContainer(id).kill();
  } catch (error) {
    const gone =
      error instanceof Error && "statusCode" in error && [404, 409].includes(Number(error.statusCode));
    if (!gone) throw error;
  }
}
