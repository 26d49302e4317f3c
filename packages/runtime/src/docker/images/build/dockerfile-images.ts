import type { Dockerfile, Instruction } from "./parse-dockerfile.ts";

/**
 * The images that a build may fetch: those that stages start from, that files are copied or mounted
 * from, and that of its syntax. A name that cannot be told before the build keeps its `$`.
 */
export function dockerfileImages(
  { syntax, instructions, stages }: Dockerfile,
  buildArgs: Readonly<Record<string, string>>,
): readonly string[] {
  const known = globalArguments(instructions, buildArgs);
  const names = new Set<string>();
  const images = new Set(syntax === undefined ? [] : [syntax]);
  const add = (written: string) => {
    const name = expand(written, known);
    const isStage = names.has(name.toLowerCase()) || /^\d+$/.test(name);
    if (name !== "" && name !== "scratch" && !isStage) images.add(name);
  };
  for (const stage of stages) {
    add(stage.base);
    for (const { keyword, text } of stage.instructions) {
      const flags = /^(?:--\S+\s+)*/.exec(text)?.[0] ?? "";
      if (keyword === "COPY" || keyword === "ADD") {
        for (const [, from = ""] of flags.matchAll(/--from=(\S+)/g)) add(from);
      }
      if (keyword === "RUN") {
        for (const [, from = ""] of flags.matchAll(/--mount=\S*?\bfrom=([^,\s]+)/g)) add(from);
      }
    }
    if (stage.name !== undefined) names.add(stage.name);
  }
  return [...images];
}

/** What each stage starts from, an earlier stage perhaps. */
export function stageBases(
  { instructions, stages }: Dockerfile,
  buildArgs: Readonly<Record<string, string>>,
): readonly { readonly from: Instruction; readonly image: string }[] {
  const known = globalArguments(instructions, buildArgs);
  return stages.map(({ from, base }) => ({ from, image: expand(base, known) }));
}

/** Those before the first FROM are the only ones that it sees. */
function globalArguments(
  instructions: Dockerfile["instructions"],
  buildArgs: Readonly<Record<string, string>>,
): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const { keyword, text } of instructions) {
    if (keyword === "FROM") break;
    if (keyword !== "ARG") continue;
    for (const [, name = "", value] of text.matchAll(/(\w+)(?:=("[^"]*"|'[^']*'|\S*))?/g)) {
      const given = buildArgs[name] ?? (value === undefined ? undefined : expand(unquote(value), known));
      if (given !== undefined) known.set(name, given);
    }
  }
  return known;
}

function unquote(text: string): string {
  return text.replace(/^(["'])(.*)\1$/, "$2");
}

function expand(text: string, known: ReadonlyMap<string, string>): string {
  return unquote(text).replace(
    /\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g,
    (all: string, plain?: string, braced?: string, fallback?: string) =>
      known.get(plain ?? braced ?? "") || (fallback ?? all),
  );
}
