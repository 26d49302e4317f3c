/**
 * Everything a container needs before it is made: its limits, its command, the attempt's `/opt/ml`
 * folder, its secrets in memory, and the options that the engine is given.
 */
import { mkdir } from "node:fs/promises";
import type { ArtifactStore, ContainerSettings, TaskSubmission } from "@mlx/core";
import type Docker from "dockerode";
import type { TaskHost } from "../../contract/contract-files.ts";
import type { JobFolder } from "../../job/job-folder.ts";
import { taskFolders } from "../../job/job-folder.ts";
import type { EngineInfo } from "../engine/connect-engine.ts";
import type { ReadyImage } from "../images/create-images.ts";
import { writeAccounts } from "./accounts.ts";
import { containerEnvironment } from "./container-environment.ts";
import { containerLimits } from "./container-limits.ts";
import { containerOptions } from "./container-options.ts";
import { effectiveSettings } from "./container-settings.ts";
import type { UserIds } from "./container-user.ts";
import { containerUser, fileOwner } from "./container-user.ts";
import { readOpenFilesLimit } from "./read-open-files-limit.ts";
import { readProxy } from "./read-proxy.ts";
import { writeSecrets } from "./secrets-folder.ts";
import { stageContainer } from "./stage-container.ts";
import { taskCommand } from "./task-command.ts";

export interface ContainerPreparation {
  readonly image: ReadyImage;
  readonly engine: EngineInfo;
  readonly artifacts: ArtifactStore;
  readonly folder: JobFolder;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly deadline: string;
  readonly processEnv: Readonly<Record<string, string | undefined>>;
  /** The user's home folder; it is never mounted. */
  readonly home: string;
  /** Of mlx itself. */
  readonly self: UserIds;
  /** Of this attempt, in memory: `secretsFolder(…)`. */
  readonly secrets: string;
}

export interface PreparedContainer {
  readonly options: Docker.ContainerCreateOptions;
  readonly settings: ContainerSettings;
  /** What it writes belongs to somebody else than mlx. */
  readonly foreignFiles: boolean;
  /** Something was written to the folder for secrets. */
  readonly hasSecrets: boolean;
  /** Its program is started by `/bin/sh`, so one must be there: `checkShell`. */
  readonly needsShell: boolean;
}

/**
 * Repeatable, and harmless where it is done twice at once. The job's document must be there already.
 * Fails: 4011, 4037, 4039; a full disk is a system error.
 */
export async function prepareContainer(
  submission: TaskSubmission,
  preparation: ContainerPreparation,
): Promise<PreparedContainer> {
  const { image, engine, artifacts, folder, deadline, processEnv, home, self, secrets } = preparation;
  const limits = containerLimits(submission, engine);
  const settings = effectiveSettings(submission, engine);
  const user = containerUser(settings.user, { image: image.config.user, engine, self });
  const command = await taskCommand(submission, { artifacts, image: image.config, engine, limits });
  const proxy = await readProxy(submission.container?.proxy, processEnv);
  const host: TaskHost = { name: "algo-1", networkInterface: settings.network === "none" ? "lo" : "eth0" };
  const environment = containerEnvironment(submission, {
    contract: {
      folders: taskFolders("/opt/ml"),
      deadline,
      host,
      cpus: engine.cpus,
      limits,
      gpus: limits.gpus,
    },
    image: image.config,
    user,
    settings,
    proxy,
    command,
  });
  await mkdir(folder.scratch, { recursive: true });
  const staged = await stageContainer(submission, folder, {
    artifacts,
    deadline,
    host,
    home,
    self,
    user,
    settings,
    volumes: image.config.volumes,
    files: command.files,
  });
  const accounts = user.named ? await writeAccounts(folder.scratch, user) : [];
  const owner = fileOwner(user, self);
  const needsShell = Object.keys(environment.secret).length > 0;
  const hasSecrets = needsShell || submission.secretValues.length > 0;
  if (hasSecrets) {
    await writeSecrets(secrets, {
      variables: environment.secret,
      values: submission.secretValues,
      owner,
      self,
    });
  }
  const options = containerOptions({
    submission,
    image,
    engine,
    name: preparation.name,
    labels: preparation.labels,
    settings,
    limits,
    user,
    command,
    host,
    variables: environment.plain,
    mounts: [...staged, ...proxy.mounts, ...accounts],
    ...(hasSecrets ? { secrets } : {}),
    needsShell,
    openFiles: await readOpenFilesLimit(),
  });
  return { options, settings, foreignFiles: owner.type !== "self", hasSecrets, needsShell };
}
