/** The names that lead to a value inside a spec; an element of a list is named by its index. */
export type FieldPath = readonly string[];

const plain = /^[^."]+$/;

/** `tasks.train.parameters.n_estimators`; a name that holds a dot or a quotation mark is quoted. */
export function formatFieldPath(path: FieldPath): string {
  return path.map((name) => (plain.test(name) ? name : JSON.stringify(name))).join(".");
}

/** What `formatFieldPath` wrote; `undefined` when the text is not a path. */
export function parseFieldPath(text: string): FieldPath | undefined {
  const path: string[] = [];
  const segment = /([^."]+|"(?:[^"\\]|\\.)*")(\.|$)/y;
  while (segment.lastIndex < text.length) {
    const [, name, end] = segment.exec(text) ?? [];
    if (name === undefined) return undefined;
    const unquoted = name.startsWith('"') ? unquote(name) : name;
    if (unquoted === undefined) return undefined;
    path.push(unquoted);
    if (end === ".") {
      if (segment.lastIndex === text.length) return undefined;
      continue;
    }
    return path;
  }
  return undefined;
}

function unquote(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}
