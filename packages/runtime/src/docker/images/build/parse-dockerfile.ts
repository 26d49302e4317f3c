/**
 * A Dockerfile's instructions and where they stand: no more of its language than is needed to tell of
 * a failing step, to find the images that it starts from, and to add to its RUN instructions.
 * https://docs.docker.com/reference/dockerfile/
 */
export interface Dockerfile {
  readonly lines: readonly string[];
  /** The image of `# syntax=`. */
  readonly syntax?: string;
  readonly instructions: readonly Instruction[];
  readonly stages: readonly Stage[];
}

export interface Instruction {
  /** In upper case: `RUN`. */
  readonly keyword: string;
  /** Behind the keyword; continued lines are joined, comments left out. */
  readonly text: string;
  /** First and last line, from 1; a heredoc belongs to it. */
  readonly first: number;
  readonly last: number;
}

export interface Stage {
  /** In lower case. */
  readonly name?: string;
  readonly base: string;
  readonly from: Instruction;
  /** Behind FROM. */
  readonly instructions: readonly Instruction[];
}

export function parseDockerfile(content: string): Dockerfile {
  const lines = content.replace(/^\uFEFF/, "").split("\n");
  const { continuation, syntax } = readDirectives(lines);
  const instructions = readInstructions(lines, continuation);
  return {
    lines,
    ...(syntax === undefined ? {} : { syntax }),
    instructions,
    stages: readStages(instructions),
  };
}

/** Comments of the form `# name=value` before anything else. */
function readDirectives(lines: readonly string[]): {
  readonly continuation: string;
  readonly syntax?: string;
} {
  const directives = new Map<string, string>();
  for (const line of lines) {
    const [, name, value] = /^#\s*([a-zA-Z]\w*)\s*=\s*(.+?)\s*$/.exec(line) ?? [];
    if (name === undefined || value === undefined) break;
    directives.set(name.toLowerCase(), value);
  }
  const syntax = directives.get("syntax");
  return {
    continuation: directives.get("escape") === "`" ? "`" : "\\",
    ...(syntax === undefined ? {} : { syntax }),
  };
}

function readInstructions(lines: readonly string[], continuation: string): readonly Instruction[] {
  const continued = new RegExp(`${RegExp.escape(continuation)}[ \\t]*\\r?$`);
  const instructions: Instruction[] = [];
  let at = 0;
  while (at < lines.length) {
    if (isBlank(lines[at] ?? "")) {
      at += 1;
      continue;
    }
    const first = at + 1;
    let text = "";
    for (let goesOn = true; goesOn && at < lines.length; at += 1) {
      const line = lines[at] ?? "";
      if (isBlank(line)) continue;
      goesOn = continued.test(line);
      text += line.replace(continued, "").replace(/\r$/, "");
    }
    const [, keyword = "", rest = ""] = /^\s*(\S+)\s*([\s\S]*)$/.exec(text) ?? [];
    const name = keyword.toUpperCase();
    for (const heredoc of findHeredocs(name, rest)) at = endOfHeredoc(lines, at, heredoc);
    instructions.push({ keyword: name, text: rest.trim(), first, last: at });
  }
  return instructions;
}

function isBlank(line: string): boolean {
  return /^\s*(?:#[^\n]*)?$/.test(line);
}

interface Heredoc {
  readonly name: string;
  readonly tabs: boolean;
}

/** Words as `<<EOF`, `<<-EOF` and `<<"EOF"`, outside of quotes. */
function findHeredocs(keyword: string, text: string): readonly Heredoc[] {
  const inner = keyword === "ONBUILD" ? (/^\s*(\S+)/.exec(text)?.[1] ?? "").toUpperCase() : keyword;
  if (!["RUN", "COPY", "ADD"].includes(inner)) return [];
  const words = text.match(/(?:"(?:\\.|[^"])*"|'[^']*'|\\.|[^\s"'\\])+/g) ?? [];
  return words.flatMap((word) => {
    const [, dash, name] = /^\d*<<(-?)([^<]+)$/.exec(word) ?? [];
    return name === undefined ? [] : [{ name: name.replace(/["']/g, ""), tabs: dash === "-" }];
  });
}

/** The line behind its end, counted from 0. */
function endOfHeredoc(lines: readonly string[], from: number, { name, tabs }: Heredoc): number {
  for (let at = from; at < lines.length; at += 1) {
    const line = (lines[at] ?? "").replace(/\r$/, "");
    if ((tabs ? line.replace(/^\t+/, "") : line) === name) return at + 1;
  }
  return lines.length;
}

function readStages(instructions: readonly Instruction[]): readonly Stage[] {
  const stages: (Omit<Stage, "instructions"> & { readonly instructions: Instruction[] })[] = [];
  for (const instruction of instructions) {
    if (instruction.keyword !== "FROM") {
      stages.at(-1)?.instructions.push(instruction);
      continue;
    }
    const words = instruction.text.split(/\s+/).filter((word) => !word.startsWith("--"));
    const name = words[1]?.toLowerCase() === "as" ? words[2]?.toLowerCase() : undefined;
    stages.push({
      ...(name === undefined ? {} : { name }),
      base: words[0] ?? "",
      from: instruction,
      instructions: [],
    });
  }
  return stages;
}
