import type { FastifyInstance } from "fastify";

/** The methods that a path of the scope's routes is asked with; none where there is no such path. */
export type MethodsOf = (path: string) => readonly string[];

/** Knows the routes that are added to the scope from now on. */
export function collectMethods(scope: Pick<FastifyInstance, "addHook">): MethodsOf {
  const methods = new Map<string, { readonly pattern: RegExp; readonly names: Set<string> }>();
  scope.addHook("onRoute", ({ method, url }) => {
    const known = methods.get(url) ?? { pattern: patternOf(url), names: new Set() };
    methods.set(url, known);
    for (const name of [method].flat()) known.names.add(name);
  });
  return (path) => {
    const found = [...methods.values()].filter(({ pattern }) => pattern.test(path));
    return [...new Set(found.flatMap(({ names }) => [...names]))].sort();
  };
}

function patternOf(url: string): RegExp {
  const parts = url
    .replace(/\/$/, "")
    .split("/")
    .map((part) => {
      if (part === "*") return ".*";
      return part.startsWith(":") ? "[^/]+" : RegExp.escape(part);
    });
  return new RegExp(`^${parts.join("/")}/?$`);
}
