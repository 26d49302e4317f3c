import { InternalError, type RecipeType, type Result } from "@mlx/core";
import type { Project } from "../../project.ts";

/** A file that a client sent, on disk. */
export interface Upload {
  /** Absolute. */
  readonly path: string;
  /** As the client named it, without folders or control characters; `artifact` where it did not. */
  readonly name: string;
  readonly bytes: number;
}

/** Streams to disk. Failure: 8048 it is larger than `maxBytes`; 8004. What is left of a dead process is removed later. */
export function receiveUpload(
  _project: Project,
  _file: { readonly name?: string; readonly content: AsyncIterable<Uint8Array>; readonly maxBytes: number },
): Promise<Result<Upload>> {
  throw new InternalError("not built yet");
}

/** Idempotent. */
export function discardUpload(_upload: Upload): Promise<void> {
  throw new InternalError("not built yet");
}

/** Where a recipe of the language finds what was uploaded. */
export interface UnpackedRecipe {
  /** Relative to the project; named after its content. */
  readonly source: string;
  /** Where the convention (`train.py`, an executable `train`) does not do: of a wheel. */
  readonly command?: { readonly [program: string]: readonly string[] };
}

/**
 * A zip, wheel, egg or tar.gz of source, or a jar, becomes a folder that stays: it is in no one's way, and shared by
 * equal uploads. Failure: 8049 it is none of these, is damaged, leaves its folder or is too large.
 */
export function unpackRecipe(
  _project: Project,
  _upload: Upload,
  _of: { readonly type: RecipeType },
): Promise<Result<UnpackedRecipe>> {
  throw new InternalError("not built yet");
}
