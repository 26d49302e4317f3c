import type { JsonObject, Kind } from "@mlx/core";

/** A resource in the language, as a file would have it below the section of its kind. */
export interface Declaration {
  readonly kind: Kind;
  /** With its key where it has one: `retail[eu]`. */
  readonly name: string;
  readonly value: JsonObject;
}
