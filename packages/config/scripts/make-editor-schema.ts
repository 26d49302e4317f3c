type Node = { readonly [keyword: string]: unknown };

const expression = { type: "string", pattern: "\\$\\{", description: `An expression, e.g. \${var.NAME}.` };

/** Keywords whose value is a schema, a map of schemas, or a list of schemas. */
const single = ["items", "additionalProperties", "not", "if", "then", "else"];
const maps = ["properties", "definitions", "patternProperties"];
const lists = ["allOf", "anyOf", "oneOf"];

/** These are identities: an expression cannot stand there. */
const literal = [
  "project",
  "include",
  "propertyNames",
  "name",
  "variableName",
  "environmentName",
  "channelName",
  "slotName",
  "moved",
  "move",
];

/** Maps that are worth keeping in a variable. */
const whole = ["forEach", "matrix", "parameters"];

/** The language for editors: any scalar may also be a string that holds `${…}`. */
export function makeEditorSchema(schema: Node): Node {
  return { ...widen(schema), title: "mlx project file (for editors)" };
}

function widen(node: Node): Node {
  const result: { [keyword: string]: unknown } = {};
  for (const [keyword, value] of Object.entries(node)) {
    if (single.includes(keyword) && isNode(value)) result[keyword] = widen(value);
    else if (maps.includes(keyword) && isNode(value)) result[keyword] = widenMap(value);
    else if (lists.includes(keyword) && Array.isArray(value)) result[keyword] = value.map(widen);
    else result[keyword] = value;
  }
  return isNarrowScalar(node) ? allowExpression(result) : result;
}

function widenMap(schemas: Node): Node {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      !isNode(schema) || literal.includes(name)
        ? schema
        : whole.includes(name)
          ? allowExpression(widen(schema))
          : widen(schema),
    ]),
  );
}

/** Only a scalar that is not any string needs widening. */
function isNarrowScalar(node: Node): boolean {
  const types = [node.type].flat();
  const scalar = types.some(
    (type) => type === "string" || type === "number" || type === "integer" || type === "boolean",
  );
  if (!scalar) return false;
  return !types.includes("string") || "enum" in node || "pattern" in node;
}

/** Annotations stay outside, where editors look for them. */
function allowExpression(schema: Node): Node {
  const { description, default: fallback, examples, title, ...checks } = schema;
  const annotations = Object.entries({ title, description, default: fallback, examples }).filter(
    ([, value]) => value !== undefined,
  );
  return { ...Object.fromEntries(annotations), anyOf: [checks, expression] };
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
