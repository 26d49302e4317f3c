/** Declarations as YAML, not yet in the canonical layout. Imported only where a file is written. */
import { type JsonObject, kinds } from "@mlx/core";
import { Document, isMap, isPair, isScalar, type Node, type Pair } from "yaml";
import type { WrittenDeclaration } from "./write-declarations.ts";

export function declarationText(declarations: readonly WrittenDeclaration[], head: string): string {
  const document = new Document<Node, false>(toSections(declarations), {
    version: "1.2",
    aliasDuplicateObjects: false,
  });
  document.commentBefore = toComment(head);
  for (const { kind, name, comment, notes } of declarations) {
    if (comment !== undefined) say(document, [`${kind}s`, name], comment);
    for (const note of notes) say(document, [`${kind}s`, name, ...note.path], note.comment);
  }
  return document.toString({ lineWidth: 0 });
}

function toSections(declarations: readonly WrittenDeclaration[]): JsonObject {
  const sections: { [section: string]: JsonObject } = {};
  for (const kind of kinds) {
    const own = declarations.filter((each) => each.kind === kind);
    if (own.length > 0)
      sections[`${kind}s`] = Object.fromEntries(own.map(({ name, value }) => [name, value]));
  }
  return sections;
}

type Sections = Document<Node, false>;

function say(document: Sections, path: readonly string[], comment: string): void {
  const key = pairAt(document, path)?.key;
  if (isScalar(key)) key.commentBefore = toComment(comment);
}

function pairAt(document: Sections, path: readonly string[]): Pair<unknown, unknown> | undefined {
  const parent: unknown = document.getIn(path.slice(0, -1));
  if (!isMap(parent)) return undefined;
  return parent.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === path.at(-1));
}

/** Each line begins with a blank, behind the `#`; control characters could end it. */
function toComment(text: string): string {
  const lines = text.split("\n").map((line) => line.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ").trimEnd());
  return lines.map((line) => ` ${line}`).join("\n");
}
