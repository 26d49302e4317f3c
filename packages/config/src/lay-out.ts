import { isMap, isScalar, type Pair, parseDocument } from "yaml";

const sectionOrder = [
  "project",
  "include",
  "variables",
  "environments",
  "datasets",
  "recipes",
  "instances",
  "experiments",
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
  } catch {
    return undefined;
  }
}

function sorted<P extends Pair>(pairs: readonly P[]): P[] {
  const rank = ({ key }: P) => {
    const index = isScalar(key) ? sectionOrder.indexOf(String(key.value)) : -1;
    return index === -1 ? sectionOrder.length : index;
  };
  return pairs.toSorted((a, b) => rank(a) - rank(b));
}
