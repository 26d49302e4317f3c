interface Schema {
  readonly [keyword: string]: unknown;
}

const resourceSections = ["datasets", "recipes", "instances", "experiments", "services", "models"];
const opaque = { type: ["object", "null"] };
const opaqueText = { type: ["string", "null"] };

/**
 * The schema of a file before expressions are resolved: sections and names are checked, what a
 * resource or a variable's entry holds is left to its own schema.
 */
export function makeFileSchema(schema: Schema): Schema {
  const result = structuredClone(schema) as { [keyword: string]: unknown } & {
    properties: { [section: string]: { additionalProperties?: unknown; items?: unknown } };
    definitions: { [name: string]: { properties: { [name: string]: object } } };
  };
  for (const section of ["variables", ...resourceSections]) {
    result.properties[section] = { ...result.properties[section], additionalProperties: { type: "object" } };
  }
  result.properties.executor = opaqueText;
  for (const section of ["docker", "runs", "notifications", "retention", "server"])
    result.properties[section] = opaque;
  result.properties.moved = { ...result.properties.moved, items: { type: "object" } };
  const environment = result.definitions.environment;
  if (environment !== undefined) environment.properties.executor = opaqueText;
  for (const section of resourceSections) {
    if (environment !== undefined) {
      environment.properties[section] = { ...environment.properties[section], additionalProperties: opaque };
    }
  }
  return result;
}
