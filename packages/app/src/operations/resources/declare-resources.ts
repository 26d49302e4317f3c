import {
  type Address,
  type AppliedResource,
  InternalError,
  type JsonObject,
  type Kind,
  type Result,
} from "@mlx/core";
import type { Project } from "../../project.ts";

/** A resource in the language, as a file would have it below `kind`s. */
export interface Declaration {
  readonly kind: Kind;
  readonly name: string;
  readonly value: JsonObject;
  /** The body of its wire document from now on. */
  readonly wire?: JsonObject;
}

export interface DeclareRequest {
  /** Each replaces what is at its address; a service brings its experiments along. */
  readonly put?: readonly Declaration[];
  /** A service's experiments go with it. */
  readonly remove?: readonly Address[];
  /** Revisions that these must still have. */
  readonly expected?: { readonly [address: Address]: number };
}

/**
 * Writes resources that no file declares, as an apply would: the same checks, one transaction. What they refer to is
 * looked up in the store. Of several requests at once in this process each waits for the one before.
 * Failures: 8040 a revision has moved · 8041 they are wrong, with diagnostics · 8046 something else refers to what
 * would go · those of preparing.
 */
export function declareResources(
  _project: Project,
  _request: DeclareRequest,
): Promise<Result<readonly AppliedResource[]>> {
  throw new InternalError("not built yet");
}
