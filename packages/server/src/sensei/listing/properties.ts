/** What the resources of a list can be filtered and ordered by. */
export type Property =
  | "text"
  | "number"
  | "boolean"
  | "date"
  /** Names of the client's own, such as tags; their values are compared as text, or as numbers where both are. */
  | "map"
  /** Has to be there, or not; what is in it is not looked at. */
  | "any"
  | { readonly [name: string]: Property };

export interface Properties {
  readonly [name: string]: Property;
}

/** Of every stored resource. */
export const commonProperties = {
  id: "text",
  name: "text",
  description: "text",
  created: "date",
  createdBy: { userId: "text", displayName: "text", avatar: "text" },
  updated: "date",
  deleted: "boolean",
  tags: "map",
} as const satisfies Properties;

export interface FoundProperty {
  /** As the resources have it. */
  readonly path: readonly string[];
  readonly type: Exclude<Property, object> | "group";
}

/** By its name with dots, in any case but for names below a map; `undefined` where there is none. */
export function findProperty(name: string, properties: Properties): FoundProperty | undefined {
  const [first = "", ...rest] = name.split(".");
  const known = Object.keys(properties).find((key) => key.toLowerCase() === first.toLowerCase());
  const property = known === undefined ? undefined : properties[known];
  if (known === undefined || property === undefined) return undefined;
  if (typeof property === "object") {
    if (rest.length === 0) return { path: [known], type: "group" };
    const below = findProperty(rest.join("."), property);
    return below === undefined ? undefined : { path: [known, ...below.path], type: below.type };
  }
  if (rest.length === 0) return { path: [known], type: property };
  // The rest is one name: a tag may have dots of its own.
  return property === "map" ? { path: [known, rest.join(".")], type: "map" } : undefined;
}

/** With dots; of a map an example. */
export function propertyNames(properties: Properties, prefix = ""): readonly string[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    if (typeof property === "object") return propertyNames(property, `${prefix}${name}.`);
    return [`${prefix}${name}${property === "map" ? ".NAME" : ""}`];
  });
}
