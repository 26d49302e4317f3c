import type { SearchCondition, SearchField, SearchQuery } from "@mlx/core";

/** All that the query looks at. */
export function fieldsOf({ where, orderBy }: SearchQuery): readonly SearchField[] {
  return [...(where === undefined ? [] : fieldsIn(where)), ...orderBy.map(({ field }) => field)];
}

function fieldsIn(condition: SearchCondition): readonly SearchField[] {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.flatMap(fieldsIn);
    case "not":
      return fieldsIn(condition.condition);
    default:
      return [condition.field];
  }
}
