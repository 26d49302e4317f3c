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
  readonly strict: TriedContainer;
  /** How the program ends when nothing confines it but a container; absent where `strict` is enough. */
  readonly trusted?: TriedContainer;
  /** What `strict` needs so that the program succeeds; `undefined`: nothing helps, or it never does. */
  readonly needed: ContainerOptions | undefined;
}

/**
 * Tries the program under `strict`; where it succeeds, and leaves a model if it should, nothing else is
 * tried. Otherwise under `trusted`, and where it succeeds there, under `strict` with all relaxations,
 * and then without one of them after the other.
 */
export async function findRelaxations(
  tryOut: (container: ContainerSpec) => Promise<TriedContainer>,
  { leavesModel }: { readonly leavesModel: boolean },
): Promise<Relaxations> {
  const under = (options: readonly ContainerOptions[]) =>
    tryOut({ ...Object.assign({}, ...options), profile: "strict", pull: "never" });
  const succeeds = ({ exitCode, modelFiles }: TriedContainer) =>
    exitCode === 0 && (!leavesModel || modelFiles > 0);
  const strict = await under([]);
  if (succeeds(strict)) return { strict, needed: {} };
  const trusted = await tryOut({ profile: "trusted", pull: "never" });
  if (!succeeds(trusted) || !succeeds(await under(relaxations)))
    return { strict, trusted, needed: undefined };
  let kept = relaxations;
  for (const candidate of relaxations) {
    const without = kept.filter((option) => option !== candidate);
    if (succeeds(await under(without))) kept = without;
  }
  return { strict, trusted, needed: Object.assign({}, ...kept) };
}
