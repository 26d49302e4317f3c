import { isMap, isScalar, type Pair, parseDocument, type ScalarTag, type Tags } from "yaml";

const sectionOrder = [
  "project",
  "include",
  "executor",
  "docker",
  "runs",
  "notifications",
  "retention",
  "server",
  "variables",
  "environments",
  "datasets",
  "recipes",
  "instances",
  "experiments",
  "services",
  "models",
  "moved",
];

/**
 * The text written anew; with `order`, its sections in the order of the language. `undefined` when
 * it cannot be written. Whether it still means the same is for the caller to see.
 */
export function layOut(text: string, order: boolean): string | undefined {
  try {
    const document = parseDocument(text, {
      version: "1.2",
      uniqueKeys: false,
      prettyErrors: false,
      logLevel: "error",
      customTags: foldProse,
    });
    if (document.errors.length > 0) return undefined;
    const root = document.contents;
    if (isMap(root) && root.flow !== true) {
      if (order) root.items = sorted(root.items);
      for (const [index, { key }] of root.items.entries()) {
        if (isScalar(key)) key.spaceBefore = index > 0;
      }
    }
    return document.toString({ indent: 2, lineWidth: 0, flowCollectionPadding: true });
  } catch (error) {
    // Nested too deep for the writer, or an alias would come before its anchor.
    if (error instanceof RangeError || isUnresolvedAlias(error)) return undefined;
    throw error;
  }
}

function isUnresolvedAlias(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Unresolved alias");
}

/** Lines are not broken, but for text that is written folded (`>`): that is filled to 80 columns. */
function foldProse(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag === "string" || tag.tag !== "tag:yaml.org,2002:str" || tag.collection !== undefined) {
      return tag;
    }
    const { stringify } = tag;
    if (stringify === undefined) return tag;
    const folding: ScalarTag = {
      ...tag,
      stringify: (item, context, onComment, onChompKeep) => {
        const lineWidth = item.type === "BLOCK_FOLDED" ? 80 : 0;
        const options = { ...context.options, lineWidth };
        return stringify(item, { ...context, options }, onComment, onChompKeep);
      },
    };
    return folding;
  });
}

function sorted<P extends Pair>(pairs: readonly P[]): P[] {
  const rank = ({ key }: P) => {
    const index = isScalar(key) ? sectionOrder.indexOf(String(key.value)) : -1;
    return index === -1 ? sectionOrder.length : index;
  };
  return pairs.toSorted((a, b) => rank(a) - rank(b));
}
