/** What was applied, or made through the API; read once per version of the store. */
import { type Address, type AppliedResource, InternalError, type Kind, type Result } from "@mlx/core";
import type { Project } from "../../project.ts";

/** In the order of their creation. */
export function listResources<K extends Kind>(
  _project: Project,
  _kind: K,
): Promise<Result<readonly AppliedResource<K>[]>> {
  throw new InternalError("not built yet");
}

/** By its UUID or its address. */
export function findResource(
  _project: Project,
  _idOrAddress: string,
): Promise<Result<AppliedResource | undefined>> {
  throw new InternalError("not built yet");
}

/** By its 24-digit id, its UUID, its name or its address. */
export function findDataset(
  _project: Project,
  _text: string,
): Promise<Result<AppliedResource<"dataset"> | undefined>> {
  throw new InternalError("not built yet");
}

/**
 * A name of the language that is near to `wanted`, which may be any text, and that no resource of the kind has, or
 * ever had: a run is found by the address of its experiment.
 */
export function freeName(_project: Project, _kind: Kind, _wanted: string): Promise<Result<string>> {
  throw new InternalError("not built yet");
}

/** Brings back what was deleted through the API, with the id that it had. Failure: 8047 there is nothing. */
export function restoreResource(_project: Project, _address: Address): Promise<Result<AppliedResource>> {
  throw new InternalError("not built yet");
}
