import type { ContainerSpec, RecipeType } from "@mlx/core";
import type { Container } from "../generated/language.ts";
import { canonicalCommand, sortedUnique } from "./common.ts";
import { capabilityName } from "./linux-capabilities.ts";

/** A JVM unpacks native libraries where its temporary files lie, and has many threads. */
const forSpark = { tmpExec: true, pids: 4096 } as const;

/**
 * Only what is written stands beside profile and pull policy: a profile may change its mind, a recipe
 * does not. What Spark needs of `strict` is there as if it were written, so that a plan shows it.
 */
export function canonicalContainer(written: Container = {}, type: RecipeType = "Python"): ContainerSpec {
  const isSpark = type === "PySpark" || type === "Spark";
  return isSpark && (written.profile ?? "strict") === "strict"
    ? fill({ ...forSpark, ...written })
    : fill(written);
}

function fill(written: Container): ContainerSpec {
  const { profile = "strict", pull = "missing", entrypoint, user, capabilities, ...others } = written;
  const { baseImage, network, proxy, runtime } = others;
  const { readOnlyRoot, newPrivileges, tmpExec, tmpSizeInMB, pids, shmSizeInMB } = others;
  return {
    profile,
    pull,
    ...(baseImage === undefined ? {} : { baseImage }),
    ...(entrypoint === undefined ? {} : { entrypoint: canonicalCommand(entrypoint) }),
    ...(user === undefined ? {} : { user: canonicalUser(user) }),
    ...(capabilities === undefined || capabilities.length === 0
      ? {}
      : { capabilities: sortedUnique(capabilities.map(capabilityName)) }),
    ...(network === undefined ? {} : { network }),
    ...(readOnlyRoot === undefined ? {} : { readOnlyRoot }),
    ...(newPrivileges === undefined ? {} : { newPrivileges }),
    ...(tmpExec === undefined ? {} : { tmpExec }),
    ...(tmpSizeInMB === undefined ? {} : { tmpSizeInMB }),
    ...(pids === undefined ? {} : { pids }),
    ...(shmSizeInMB === undefined ? {} : { shmSizeInMB }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(runtime === undefined ? {} : { runtime }),
  };
}

/** Numbers without leading zeros. */
function canonicalUser(user: string | number): string {
  return user === "image" ? user : String(user).split(":").map(Number).join(":");
}
