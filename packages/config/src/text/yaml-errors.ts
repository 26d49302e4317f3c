import type { YAMLError } from "yaml";
import { configCode } from "../findings/config-code.ts";
import type { TextFinding } from "./parsed-text.ts";

/** What the YAML parser says, in the words and with the codes of mlx. */
export function explainYamlError(error: YAMLError, text: string): TextFinding {
  const [start, end] = error.pos;
  const at = {
    severity: "error",
    start: Math.min(start, text.length),
    end: Math.min(Math.max(end, start), text.length),
  } as const;
  if (error.code === "MULTIPLE_DOCS") {
    return {
      ...at,
      code: configCode.severalDocuments,
      summary: "The file holds more than one YAML document.",
      detail: "Put each document into a file of its own, or remove the `---` between them.",
    };
  }
  if (error.code === "TAG_RESOLVE_FAILED") {
    const tag = /^!\S*/.exec(text.slice(start))?.[0];
    return {
      ...at,
      code: configCode.unknownTag,
      summary:
        tag === undefined
          ? `A tag cannot be used here: ${error.message}.`
          : `The tag \`${tag}\` is not known.`,
      detail:
        "Values are plain YAML: text, numbers, booleans, null, lists and maps. Put text that begins with ! in quotes.",
    };
  }
  if (error.message.includes("call stack")) {
    return { ...at, code: configCode.tooDeep, summary: "Values are nested far too deep." };
  }
  return {
    ...at,
    code: configCode.yamlSyntax,
    summary: `This is not valid YAML: ${plain(error.message)}`,
    ...hint(error, text),
  };
}

function plain(message: string): string {
  const text = message.trim().replace(/\.?$/, ".");
  return text.charAt(0).toLowerCase() + text.slice(1);
}

function hint(error: YAMLError, text: string): { detail?: string } {
  const lineStart = text.lastIndexOf("\n", error.pos[0] - 1) + 1;
  if (text.slice(lineStart, error.pos[0] + 1).includes("${")) {
    return {
      detail: "Between { } and [ ] an expression has to stand in quotes, because it has braces itself.",
    };
  }
  switch (error.code) {
    case "TAB_AS_INDENT":
      return { detail: "Indent with spaces." };
    case "BAD_INDENT":
    case "MULTILINE_IMPLICIT_KEY":
      return { detail: "Check the indentation of this line, and that a space follows each colon." };
    case "BLOCK_AS_IMPLICIT_KEY":
    case "BLOCK_IN_FLOW":
      return { detail: "Text that holds `: ` has to stand in quotes." };
    case "MISSING_CHAR":
      return { detail: "A quote, bracket, colon or comma is missing." };
    default:
      return {};
  }
}
