import { InternalError, type JsonObject, type Kind, kinds } from "@mlx/core";
import type { Node, Pair } from "yaml";
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
 * The text of a file with these declarations, in the order of the language, after a `head` of comments. Two
 * spaces, an empty line between sections; what `mlx fmt` would leave as it is.
 */
export async function writeDeclarations(
  declarations: readonly WrittenDeclaration[],
  head: string,
): Promise<string> {
  const { Document, isMap, isPair, isScalar } = await import("yaml");
  const sections: { [section: string]: JsonObject } = {};
  for (const kind of kinds) {
    const own = declarations.filter((each) => each.kind === kind);
    if (own.length > 0)
      sections[`${kind}s`] = Object.fromEntries(own.map(({ name, value }) => [name, value]));
  }
  const document = new Document<Node, false>(sections, { version: "1.2", aliasDuplicateObjects: false });
  document.commentBefore = toComment(head);
  const pairAt = (path: readonly string[]): Pair<unknown, unknown> | undefined => {
    const parent: unknown = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1));
    if (!isMap(parent)) return undefined;
    return parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
  };
  const say = (path: readonly string[], comment: string) => {
    const key = pairAt(path)?.key;
    if (isScalar(key)) key.commentBefore = toComment(comment);
  };
  for (const { kind, name, comment, notes } of declarations) {
    if (comment !== undefined) say([`${kind}s`, name], comment);
    for (const note of notes) say([`${kind}s`, name, ...note.path], note.comment);
  }
  const formatted = await formatText(document.toString({ lineWidth: 0 }), "");
  if (!("text" in formatted)) throw new InternalError("declarations were written that cannot be read");
  return formatted.text;
}

/** Each line begins with a blank, behind the `#`; control characters could end it. */
function toComment(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trimEnd());
  return lines.map((line) => ` ${line}`).join("\n");
}
