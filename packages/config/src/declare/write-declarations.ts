import { InternalError, type JsonObject, type Kind } from "@mlx/core";
import { formatText } from "../text/format-text.ts";

/** A resource as a file is to declare it. */
export interface WrittenDeclaration {
  readonly kind: Kind;
  readonly name: string;
  readonly value: JsonObject;
  /** Said above it. */
  readonly comment?: string;
  /** Said above fields inside it. */
  readonly notes: readonly { readonly path: readonly string[]; readonly comment: string }[];
}

/**
 * The text of a file with these declarations, after a `head` of comments, in the layout that `mlx fmt` would
 * leave as it is.
 */
export async function writeDeclarations(
  declarations: readonly WrittenDeclaration[],
  head: string,
): Promise<string> {
  const { declarationText } = await import("./declaration-text.ts");
  const formatted = await formatText(declarationText(declarations, head), "");
  if (!("text" in formatted)) throw new InternalError("declarations were written that cannot be read");
  return formatted.text;
}
