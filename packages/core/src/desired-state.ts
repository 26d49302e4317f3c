import type { Digest } from "./json.ts";
import type { DesiredResource, Move } from "./resource.ts";

/** All that the files of a project ask for, in one environment. */
export interface DesiredState {
  readonly project: string;
  /** The environment that was overlaid, if the project has any. */
  readonly environment?: string;
  /** Sorted by address. */
  readonly resources: readonly DesiredResource[];
  readonly moved: readonly Move[];
  /** Digest over all resources' specs and the moves. */
  readonly digest: Digest;
}
