import { type AppliedResource, nameOf } from "@mlx/core";

type Instance = AppliedResource<"instance">;
type Condition = { readonly property: string; readonly equal: boolean; readonly value: string };

/** The conditions of `tags.team==retail,name!=old`, or why the text is not a query. */
export function parseInstanceQuery(text: string): readonly Condition[] | string {
  const conditions: Condition[] = [];
  for (const part of text.split(",")) {
    const [, property, operator, value] = /^\s*([A-Za-z][\w.-]*)\s*(==|!=)\s*(.*?)\s*$/.exec(part) ?? [];
    if (property === undefined || operator === undefined || value === undefined)
      return `"${part.trim()}" is not of the form PROPERTY==VALUE or PROPERTY!=VALUE`;
    if (property !== "name" && property !== "recipe" && !property.startsWith("tags."))
      return `"${property}" is not a property of an instance; name, recipe and tags.NAME are`;
    conditions.push({ property, equal: operator === "==", value });
  }
  return conditions;
}

/** The instances that meet all conditions, newest first. */
export function matchInstances(
  instances: readonly Instance[],
  conditions: readonly Condition[],
): readonly Instance[] {
  return instances
    .filter((instance) =>
      conditions.every(({ property, equal, value }) => read(instance, property).includes(value) === equal),
    )
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.address.localeCompare(b.address));
}

/** A client of the API knows the instance by the name that it gave it. */
function read({ address, spec, wire }: Instance, property: string): readonly unknown[] {
  if (property === "name") return [nameOf(address), wire?.body.name];
  if (property === "recipe") return [nameOf(spec.recipe)];
  return [spec.tags[property.slice("tags.".length)]];
}
