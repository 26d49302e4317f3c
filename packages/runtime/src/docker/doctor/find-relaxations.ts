import type { ContainerOptions, ContainerSpec } from "@mlx/core";
import { profileSettings } from "@mlx/core";
import type { TriedContainer } from "./try-container.ts";

/** In the order in which they are given up: what protects most comes first. */
const relaxations: readonly ContainerOptions[] = [
  { newPrivileges: true },
  { network: "bridge" },
  { capabilities: profileSettings.sagemaker.capabilities },
  { user: "image" },
  { readOnlyRoot: false },
  { tmpExec: true },
  { pids: profileSettings.trusted.pids },
  { shmSizeInMB: profileSettings.trusted.shmSizeInMB },
];

export interface Relaxations {
  /** How the program ends when nothing confines it but a container. */
  readonly trusted: TriedContainer;
  readonly strict: TriedContainer;
  /** What `strict` needs so that the program ends as it does when trusted; `undefined`: nothing helps. */
  readonly needed: ContainerOptions | undefined;
}

/**
 * Tries the program under `trusted` and under `strict`. Where they end differently, `strict` with all
 * relaxations is tried, and then without one of them after the other.
 */
export async function findRelaxations(
  tryOut: (container: ContainerSpec) => Promise<TriedContainer>,
): Promise<Relaxations> {
  const under = (options: readonly ContainerOptions[]) =>
    tryOut({ ...Object.assign({}, ...options), profile: "strict", pull: "never" });
  const trusted = await tryOut({ profile: "trusted", pull: "never" });
  const strict = await under([]);
  if (endsLike(strict, trusted)) return { trusted, strict, needed: {} };
  if (!endsLike(await under(relaxations), trusted)) return { trusted, strict, needed: undefined };
  let kept = relaxations;
  for (const candidate of relaxations) {
    const without = kept.filter((option) => option !== candidate);
    if (endsLike(await under(without), trusted)) kept = without;
  }
  return { trusted, strict, needed: Object.assign({}, ...kept) };
}

function endsLike(one: TriedContainer, other: TriedContainer): boolean {
  return one.exitCode === other.exitCode && one.modelFiles > 0 === other.modelFiles > 0;
}
