/** How containers are confined: three profiles, and the relaxations that a recipe writes over its own. */
import type { TaskSpecification } from "./resource.ts";

export const executorNames = ["process", "docker"] as const;
/** Where a task runs: as a process of this machine, or in a container. */
export type ExecutorName = (typeof executorNames)[number];

export const hardeningProfiles = ["strict", "sagemaker", "trusted"] as const;
export type HardeningProfile = (typeof hardeningProfiles)[number];

export const pullPolicies = ["missing", "always", "never"] as const;
/** When an image is fetched from its registry: where it is not here, at each plan, or not at all. */
export type PullPolicy = (typeof pullPolicies)[number];

/** Which parts of a profile can be written one by one. */
export interface ContainerOptions {
  /** `image` for the image's own, else `UID` or `UID:GID`; absent: an unprivileged one of mlx's choice. */
  readonly user?: string;
  /** Linux capabilities without `CAP_`, beside the profile's; sorted. */
  readonly capabilities?: readonly string[];
  /** `none`, `bridge`, or the name of a network of the engine. */
  readonly network?: string;
  readonly readOnlyRoot?: boolean;
  /** Set-user-id programs work. */
  readonly newPrivileges?: boolean;
  /** Programs may be started from `/tmp`. */
  readonly tmpExec?: boolean;
  /** Of `/tmp`, in MiB; it counts against the memory limit. */
  readonly tmpSizeInMB?: number;
  /** Processes and threads at most. */
  readonly pids?: number;
  /** Of `/dev/shm`, in MiB. */
  readonly shmSizeInMB?: number;
}

/** A recipe's `container`; only what is written stands beside the profile. */
export interface ContainerSpec extends ContainerOptions {
  readonly profile: HardeningProfile;
  readonly pull: PullPolicy;
  /** The image that a recipe with `source` runs in. */
  readonly baseImage?: string;
  /** Over the image's. */
  readonly entrypoint?: readonly string[];
  /** The proxy and certificate variables of mlx's own environment are handed on. */
  readonly proxy?: "inherit";
  /** The engine's OCI runtime, e.g. `runsc`. */
  readonly runtime?: string;
}

/** What a container is really given; `user` and `capabilities` as in `ContainerOptions`. */
export interface ContainerSettings extends Required<Omit<ContainerOptions, "user" | "shmSizeInMB" | "pids">> {
  /** Absent: an unprivileged one of mlx's choice. */
  readonly user?: string;
  /** All capabilities that Docker gives by default are kept. */
  readonly defaultCapabilities: boolean;
  readonly pids: number;
  readonly shmSizeInMB: number;
}

/** What a task may use; absent: no limit of its own. */
export interface TaskLimits {
  readonly cpus?: number;
  readonly memoryInMB?: number;
}

const defaultTmpSizeInMB = 1024;

/** MiB that a container may use whose task names no limit: the rest is for the engine and its machine. */
export function defaultContainerMemory(engineMemoryInMB: number): number {
  return Math.floor(engineMemoryInMB * 0.75);
}

/** What of a machine a task may use: as its specification says, else what its executor gives. */
export function shareOfTask(
  executor: ExecutorName,
  specification: TaskSpecification | undefined,
  machine: { readonly cpus: number; readonly memoryInMB: number },
): { readonly cpus: number; readonly memoryInMB: number } {
  const cpus = specification?.cpus ?? machine.cpus;
  const memoryInMB = specification?.memoryInMB;
  const all = executor === "docker" ? defaultContainerMemory(machine.memoryInMB) : machine.memoryInMB;
  return {
    cpus: Math.max(1, Math.floor(Number(cpus))),
    memoryInMB: typeof memoryInMB === "number" ? memoryInMB : all,
  };
}

/** The profile with the relaxations over it. */
export function containerSettings(spec: ContainerSpec, { cpus, memoryInMB }: TaskLimits): ContainerSettings {
  const base = profileSettings[spec.profile];
  const { user = base.user, capabilities = [] } = spec;
  const shm =
    spec.profile === "strict" || memoryInMB === undefined
      ? base.shmSizeInMB
      : Math.min(Math.ceil(memoryInMB / 4), 8192);
  const pids = spec.profile === "strict" ? Math.max(base.pids, 64 + 64 * Math.ceil(cpus ?? 0)) : base.pids;
  return {
    ...(user === undefined ? {} : { user }),
    capabilities: [...new Set([...base.capabilities, ...capabilities])].sort(),
    defaultCapabilities: base.defaultCapabilities,
    network: spec.network ?? base.network,
    readOnlyRoot: spec.readOnlyRoot ?? base.readOnlyRoot,
    newPrivileges: spec.newPrivileges ?? base.newPrivileges,
    tmpExec: spec.tmpExec ?? base.tmpExec,
    tmpSizeInMB: spec.tmpSizeInMB ?? base.tmpSizeInMB,
    pids: spec.pids ?? pids,
    shmSizeInMB: spec.shmSizeInMB ?? shm,
  };
}

/**
 * `sagemaker` is what images made for Amazon SageMaker expect: their own user, who may be root and
 * then writes to folders of others, a writable root file system, and a network.
 */
export const profileSettings: { readonly [profile in HardeningProfile]: ContainerSettings } = {
  strict: {
    capabilities: [],
    defaultCapabilities: false,
    network: "none",
    readOnlyRoot: true,
    newPrivileges: false,
    tmpExec: false,
    tmpSizeInMB: defaultTmpSizeInMB,
    pids: 512,
    shmSizeInMB: 256,
  },
  sagemaker: {
    user: "image",
    capabilities: ["CHOWN", "DAC_OVERRIDE", "FOWNER", "KILL", "SETGID", "SETUID"],
    defaultCapabilities: false,
    network: "bridge",
    readOnlyRoot: false,
    newPrivileges: false,
    tmpExec: true,
    tmpSizeInMB: defaultTmpSizeInMB,
    pids: 4096,
    shmSizeInMB: 1024,
  },
  trusted: {
    user: "image",
    capabilities: [],
    defaultCapabilities: true,
    network: "bridge",
    readOnlyRoot: false,
    newPrivileges: true,
    tmpExec: true,
    tmpSizeInMB: defaultTmpSizeInMB,
    pids: 4096,
    shmSizeInMB: 1024,
  },
};
