import type { ContainerSpec } from "@mlx/core";
import type { Container } from "../generated/language.ts";
import { canonicalCommand, sortedUnique } from "./common.ts";
import { capabilityName } from "./linux-capabilities.ts";

/** Only what is written stands beside profile and pull policy: a profile may change its mind, a recipe does not. */
export function canonicalContainer(written: Container = {}): ContainerSpec {
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
