/** The environment variables of a task in a container. */
import type { ContainerSettings, Json, TaskSubmission } from "@mlx/core";
import { isJsonObject } from "@mlx/core";
import type { ContractPlace, Variables } from "../../contract/contract-variables.ts";
import { contractVariables } from "../../contract/contract-variables.ts";
import { hideSecrets } from "../../contract/hide-secrets.ts";
import { cacheVariables, threadHints } from "../../contract/suggested-variables.ts";
import type { ImageConfig } from "../images/create-images.ts";
import type { ContainerUser } from "./container-user.ts";
import type { InheritedProxy } from "./read-proxy.ts";
import type { TaskCommand } from "./task-command.ts";

export interface EnvironmentPlace {
  readonly contract: ContractPlace;
  readonly image: Pick<ImageConfig, "variables">;
  readonly user: ContainerUser;
  readonly settings: ContainerSettings;
  readonly proxy: Pick<InheritedProxy, "variables" | "secretVariables">;
  readonly command: Pick<TaskCommand, "variables">;
}

export interface ContainerEnvironment {
  /** What anyone may see who may look at the container. */
  readonly plain: Variables;
  /** Those with a secret in them. */
  readonly secret: Variables;
}

export const homeFolder = "/tmp/home";

/**
 * The image's own variables win over mlx's suggestions, the recipe's over both, and the contract's
 * (`SM_*`, `MLX_*`) over all. Of mlx's own environment there is only what `proxy: inherit` names.
 */
export function containerEnvironment(
  submission: TaskSubmission,
  place: EnvironmentPlace,
): ContainerEnvironment {
  const { secretValues } = submission;
  const all = allVariables(submission, place);
  const hide = (value: Json) => {
    const hidden = hideSecrets(value, secretValues);
    return isJsonObject(hidden) ? hidden : {};
  };
  // A variable holds a secret where it reads otherwise once the secrets are hidden in what it is made of.
  const env = Object.entries(hide(submission.env)).map(([name, value]) => [name, String(value)] as const);
  const hidden = { ...submission, parameters: hide(submission.parameters), env: Object.fromEntries(env) };
  const shown = allVariables(hidden, place);
  const isSecret = (name: string) =>
    shown[name] !== all[name] || (name in place.proxy.secretVariables && !(name in submission.env));
  const entries = Object.entries(all);
  return {
    plain: Object.fromEntries(entries.filter(([name]) => !isSecret(name))),
    secret: Object.fromEntries(entries.filter(([name]) => isSecret(name))),
  };
}

function allVariables(submission: TaskSubmission, place: EnvironmentPlace): Variables {
  const { contract, image, proxy, command } = place;
  return {
    ...withoutNames(suggestions(place), image.variables),
    ...accountVariables(place),
    ...proxy.variables,
    ...proxy.secretVariables,
    ...command.variables,
    ...submission.env,
    ...contractVariables(submission, contract),
    MLX_CPU_LIMIT: (contract.limits.cpus ?? contract.cpus).toString(),
  };
}

function suggestions({ contract, user, settings }: EnvironmentPlace): Variables {
  const { TMPDIR = "/tmp", ...caches } = cacheVariables({ temporary: "/tmp", cache: "/tmp/cache" });
  return {
    TMPDIR,
    // Where an image runs as it was made, it may have its caches filled already.
    ...(hasOwnHome({ user, settings }) ? {} : caches),
    ...threadHints(contract.limits.cpus),
    PYTHONUNBUFFERED: "1",
    AWS_REGION: "us-east-1",
  };
}

function accountVariables({ user, settings }: Pick<EnvironmentPlace, "user" | "settings">): Variables {
  const name = userName(user);
  return {
    ...(hasOwnHome({ user, settings }) ? {} : { HOME: homeFolder }),
    ...(user.named ? { USER: name, LOGNAME: name, HADOOP_USER_NAME: name, SPARK_USER: name } : {}),
  };
}

/** The image's user has the home that the image made for it, and may write there. */
export function hasOwnHome({ user, settings }: Pick<EnvironmentPlace, "user" | "settings">): boolean {
  return !user.named && !settings.readOnlyRoot;
}

export function userName({ ids }: Pick<ContainerUser, "ids">): string {
  return ids?.uid === 0 ? "root" : "mlx";
}

/** `taken` as an image has them: `NAME=value`. */
function withoutNames(variables: Variables, taken: readonly string[]): Variables {
  const names = new Set(taken.map((text) => text.split("=", 1)[0]));
  return Object.fromEntries(Object.entries(variables).filter(([name]) => !names.has(name)));
}
