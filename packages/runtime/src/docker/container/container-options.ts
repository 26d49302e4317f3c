import type { ContainerSettings, TaskSubmission } from "@mlx/core";
import type Docker from "dockerode";
import type { TaskHost } from "../../contract/contract-files.ts";
import type { Variables } from "../../contract/contract-variables.ts";
import type { EngineInfo } from "../engine/connect-engine.ts";
import type { ReadyImage } from "../images/create-images.ts";
import { hasOwnHome, homeFolder } from "./container-environment.ts";
import type { ContainerLimits } from "./container-limits.ts";
import type { Mount } from "./container-mounts.ts";
import type { ContainerUser } from "./container-user.ts";
import { secretsMount } from "./secrets-folder.ts";
import { wrapCommand } from "./shell-wrapper.ts";
import type { TaskCommand } from "./task-command.ts";

export interface ContainerPlace {
  readonly submission: Pick<TaskSubmission, "container" | "stopGraceSeconds">;
  readonly image: Pick<ReadyImage, "name" | "config">;
  readonly engine: Pick<EngineInfo, "apiVersion">;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly settings: ContainerSettings;
  readonly limits: ContainerLimits;
  readonly user: ContainerUser;
  readonly command: TaskCommand;
  readonly host: TaskHost;
  /** None with a secret in it. */
  readonly variables: Variables;
  readonly mounts: readonly Mount[];
  /** The folder of the secrets, where there are any. */
  readonly secrets?: string;
  /** Some of them are variables, which a shell reads for the program. */
  readonly needsShell: boolean;
  /** Files that the engine can let a program open, where that is known. */
  readonly openFiles: number | undefined;
}

/** The types of the client lack what its engine has had since 1.41. */
type HostConfig = Docker.HostConfig & { readonly CgroupnsMode?: "private" };

const mebibyte = 1024 * 1024;
const wantedFiles = 65_536;
const leastReservation = 6 * mebibyte;

/** What the engine is asked to create: the table of profiles in the engine's words. */
export function containerOptions(place: ContainerPlace): Docker.ContainerCreateOptions {
  const { submission, image, name, labels, user, command, host, variables, needsShell } = place;
  const words = needsShell
    ? wrapCommand(command.entrypoint ?? image.config.entrypoint, command.words)
    : { ...(command.entrypoint && { Entrypoint: [...command.entrypoint] }), Cmd: [...command.words] };
  return {
    name,
    Image: image.name,
    ...words,
    ...(command.workingFolder === undefined ? {} : { WorkingDir: command.workingFolder }),
    Env: Object.entries(variables).map(([variable, value]) => `${variable}=${value}`),
    ...(user.name === undefined ? {} : { User: user.name }),
    Hostname: host.name,
    Labels: { ...labels },
    // It would start programs beside the task, and nobody reads what they find.
    Healthcheck: { Test: ["NONE"] },
    StopTimeout: Math.ceil(submission.stopGraceSeconds),
    HostConfig: hostConfig(place),
  };
}

function hostConfig(place: ContainerPlace): HostConfig {
  const { submission, engine, settings, limits, host, mounts, secrets } = place;
  const { cpus, gpus } = limits;
  const memory = limits.memoryInMB * mebibyte;
  const runtime = submission.container?.runtime;
  const all = secrets === undefined ? mounts : [...mounts, secretsMount(secrets)];
  return {
    ...(settings.defaultCapabilities ? {} : { CapDrop: ["ALL"] }),
    CapAdd: [...settings.capabilities],
    SecurityOpt: settings.newPrivileges ? [] : ["no-new-privileges:true"],
    ReadonlyRootfs: settings.readOnlyRoot,
    Tmpfs: temporaryFolders(place),
    Mounts: all.map(({ source, target, readOnly }) => {
      return { Type: "bind", Source: source, Target: target, ReadOnly: readOnly };
    }),
    NetworkMode: settings.network,
    ExtraHosts: [`${host.name}:127.0.0.1`],
    PidsLimit: settings.pids,
    Memory: memory,
    // The same as the memory: no swap.
    MemorySwap: memory,
    MemoryReservation: Math.max(leastReservation, Math.floor(memory * 0.8)),
    ...(cpus === undefined ? {} : { NanoCpus: Math.round(cpus * 1e9) }),
    ShmSize: settings.shmSizeInMB * mebibyte,
    ...(gpus === 0 ? {} : { DeviceRequests: [{ Count: gpus, Capabilities: [["gpu"]] }] }),
    ...(runtime === undefined ? {} : { Runtime: runtime }),
    // Ends the children that the program leaves behind, and passes on signals to it.
    Init: true,
    IpcMode: "private",
    ...(hasPrivateCgroups(engine) ? { CgroupnsMode: "private" as const } : {}),
    Ulimits: [
      ...((place.openFiles ?? wantedFiles) < wantedFiles
        ? []
        : [{ Name: "nofile", Soft: wantedFiles, Hard: wantedFiles }]),
      { Name: "core", Soft: 0, Hard: 0 },
    ],
    // When memory runs out the kernel is to take the task, not the engine.
    OomScoreAdj: 500,
    // Only for those who come after a crash of mlx; it takes the output itself while it lives.
    LogConfig: { Type: "json-file", Config: { "max-size": "40m", "max-file": "4" } },
    RestartPolicy: { Name: "no" },
  };
}

function temporaryFolders({ settings, user }: ContainerPlace): Record<string, string> {
  const { tmpExec, tmpSizeInMB } = settings;
  const options = `rw,nosuid,nodev,${tmpExec ? "exec" : "noexec"},size=${tmpSizeInMB}m`;
  const { ids } = user;
  const owned = ids === undefined ? "mode=1777" : `mode=0700,uid=${ids.uid},gid=${ids.gid}`;
  return {
    "/tmp": `${options},mode=1777`,
    ...(hasOwnHome({ user, settings }) ? {} : { [homeFolder]: `${options},${owned}` }),
  };
}

function hasPrivateCgroups({ apiVersion }: Pick<EngineInfo, "apiVersion">): boolean {
  const [major = 0, minor = 0] = apiVersion.split(".").map(Number);
  return major > 1 || minor >= 41;
}
