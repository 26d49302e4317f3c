import {
  assertNever,
  modelAttributes,
  runAttributes,
  type SearchCondition,
  type SearchField,
  type SearchOrder,
  type SearchQuery,
  type SearchValue,
} from "@mlx/core";

/** The query as a text that means the same, with all times absolute. */
export function formatQuery({ where, orderBy, limit, offset }: SearchQuery): string {
  return [
    ...(where === undefined ? [] : [formatCondition(where)]),
    ...(orderBy.length === 0 ? [] : [`order by ${orderBy.map(formatOrder).join(", ")}`]),
    `limit ${limit}`,
    ...(offset === 0 ? [] : [`offset ${offset}`]),
  ].join(" ");
}

/** Only the condition; empty where it is one that everything meets. */
export function formatCondition(condition: SearchCondition): string {
  switch (condition.type) {
    case "and":
    case "or":
      return condition.conditions.map((each) => formatPart(each)).join(` ${condition.type} `);
    case "not":
      return `not ${formatPart(condition.condition)}`;
    case "compare":
      return `${formatField(condition.field)} ${condition.op} ${formatValue(condition.field, condition.value)}`;
    case "like":
      return `${formatField(condition.field)} ${condition.caseSensitive ? "like" : "ilike"} ${quote(condition.pattern)}`;
    case "in": {
      const values = condition.values.map((value) => formatValue(condition.field, value));
      return `${formatField(condition.field)} in (${values.join(", ")})`;
    }
    case "absent":
      return `${formatField(condition.field)} is null`;
    default:
      return assertNever(condition);
  }
}

function formatPart(condition: SearchCondition): string {
  const text = formatCondition(condition);
  return condition.type === "and" || condition.type === "or" || condition.type === "not" ? `(${text})` : text;
}

function formatOrder({ field, descending }: SearchOrder): string {
  return `${formatField(field)}${descending ? " desc" : ""}`;
}

const prefixes = { metric: "metrics", parameter: "parameters", tag: "tags" } as const;

function formatField({ of, name }: SearchField): string {
  if (of === "attribute") return name;
  const plain = /^[A-Za-z_]\w*$/.test(name);
  return `${prefixes[of]}.${plain ? name : `\`${name.replaceAll("`", "``")}\``}`;
}

function formatValue({ of, name }: SearchField, value: SearchValue): string {
  if (typeof value !== "string") return String(value);
  const attributes: { readonly [name: string]: string } = { ...modelAttributes, ...runAttributes };
  return of === "attribute" && attributes[name] === "time" ? value : quote(value);
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
