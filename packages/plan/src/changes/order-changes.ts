import type { AppliedHead, Change, PreparedResource } from "@mlx/core";
import { compareText } from "../compare-text.ts";
import { graphLevels } from "./graph-levels.ts";

/**
 * What is referred to before what refers to it, alphabetical among equals; deletes last, in the
 * reverse of that order.
 */
export function orderChanges(
  changes: readonly Change[],
  after: readonly PreparedResource[],
  heads: readonly AppliedHead[],
): readonly Change[] {
  const isDelete = ({ action }: Change) => action === "delete";
  const puts = changes.filter((change) => !isDelete(change));
  const deletes = changes.filter(isDelete);
  return [
    ...(puts.length === 0 ? [] : sortByLevel(puts, graphLevels(after))),
    ...(deletes.length === 0 ? [] : sortByLevel(deletes, graphLevels(heads)).toReversed()),
  ];
}

function sortByLevel(changes: readonly Change[], levels: ReturnType<typeof graphLevels>): readonly Change[] {
  const levelOf = ({ address }: Change) => levels.get(address) ?? 0;
  return changes.toSorted((a, b) => {
    const [left, right] = [levelOf(a), levelOf(b)];
    return left === right ? compareText(a.address, b.address) : left - right;
  });
}
