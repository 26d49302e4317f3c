/** YAML text to plain values and their positions. Imported only where a text was not in the cache. */
import { isJsonObject, type Json } from "@mlx/core";
import {
  type Alias,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
} from "yaml";
import { configCode } from "../findings/config-code.ts";
import { createLineIndex } from "./line-index.ts";
import type { ParsedText, TextFinding } from "./parsed-text.ts";
import { explainYamlError } from "./yaml-errors.ts";

const maxDepth = 100;

/** Aliases may make a file at most this many values larger, beside a hundred for each value written. */
const aliasAllowance = 10_000;
const maxValues = 5_000_000;

interface Entry {
  readonly key: string;
  readonly keyNode: Node;
  readonly valueNode: Node | null;
}

/**
 * Reads one document. Findings that leave the rest of the text readable (a duplicate key, an
 * unknown tag) come together with a value; after a syntax error there is no value.
 */
export function parseYaml(text: string): ParsedText {
  const findings: TextFinding[] = [];
  const document = readDocument(text);
  if (!("contents" in document)) return { findings: [document] };
  const syntaxError = document.errors[0];
  if (syntaxError !== undefined) return { findings: [explainYamlError(syntaxError, text)] };
  for (const warning of document.warnings) findings.push(explainYamlError(warning, text));

  const root: Node | null = document.contents;
  if (root === null || (isScalar(root) && root.value === null && root.source === "")) {
    findings.push({
      code: configCode.emptyFile,
      severity: "error",
      summary: "The file is empty.",
      start: 0,
      end: 0,
    });
    return { findings };
  }
  if (!isMap(root)) {
    const [start, end] = rangeOf(root);
    findings.push({
      code: configCode.notAMap,
      severity: "error",
      summary: "The top level of the file has to be a map of sections.",
      detail: "It begins with keys such as `project:`, `datasets:` or `recipes:`.",
      start,
      end,
    });
    return { findings };
  }
  return convert(root, text, findings);
}

function readDocument(text: string) {
  try {
    return parseDocument<Node, true>(text, {
      version: "1.2",
      uniqueKeys: false,
      prettyErrors: false,
      keepSourceTokens: false,
      logLevel: "error",
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return tooDeep(0, 0);
  }
}

function tooDeep(start: number, end: number): TextFinding {
  return {
    code: configCode.tooDeep,
    severity: "error",
    summary: `Values are nested more than ${maxDepth} levels deep.`,
    start,
    end,
  };
}

function rangeOf(node: Node): [number, number] {
  const range = node.range;
  return range ? [range[0], Math.max(range[0], range[1])] : [0, 0];
}

function convert(root: Node, text: string, findings: TextFinding[]): ParsedText {
  const lines = createLineIndex(text);
  const positions: number[] = [];
  const marks = new Map<string, number[]>();
  const { targets, written } = findAliasTargets(root, text);
  const limit = Math.min(aliasAllowance + written * 100, maxValues);
  const open = new Set<Node>();
  let made = 0;
  let stopped = false;
  let outermost: Node = root;

  const report = (
    code: TextFinding["code"],
    node: Node,
    summary: string,
    more: Partial<TextFinding> = {},
  ) => {
    const [start, end] = rangeOf(node);
    findings.push({ code, severity: "error", summary, start, end, ...more });
  };

  const value = visit(root, undefined, 0, []);
  if (stopped || !isJsonObject(value)) return { findings };
  return { value, marks: Object.fromEntries(marks), positions: Int32Array.from(positions), findings };

  function visit(node: Node | null, keyNode: Node | undefined, depth: number, path: readonly string[]): Json {
    made += 1;
    if (stopped) return null;
    const [keyStart, keyEnd] = keyNode === undefined ? [0, 0] : rangeOf(keyNode);
    if (node === null) {
      positions.push(keyStart, keyEnd, keyStart, keyEnd);
      return null;
    }
    if (made > limit || depth > maxDepth) {
      stopped = true;
      findings.push(depth > maxDepth ? tooDeep(...rangeOf(node)) : bombFinding(...rangeOf(outermost)));
      return null;
    }
    if (isAlias(node)) return visitAlias(node, keyNode, depth, path);
    const [start, end] = rangeOf(node);
    positions.push(keyStart, keyEnd, start, end);
    if (isScalar(node)) return scalarValue(node);
    if (isSeq<Node | null>(node)) {
      return node.items.map((item, index) => {
        const itemNode = isPair(item) ? null : item;
        if (path.length === 1) mark(path, itemNode ?? node);
        return visit(itemNode, undefined, depth + 1, [...path, String(index)]);
      });
    }
    if (isMap<Node, Node | null>(node)) {
      const result: { [key: string]: Json } = {};
      for (const entry of entriesOf(node, depth)) {
        const childPath = depth < 4 ? [...path, entry.key] : path;
        if (depth === 1 || (depth === 3 && path[0] === "environments")) mark(path, entry.keyNode);
        result[entry.key] = visit(entry.valueNode, entry.keyNode, depth + 1, childPath);
      }
      return result;
    }
    return null;
  }

  function mark(path: readonly string[], node: Node): void {
    const { line, column } = lines.positionAt(rangeOf(node)[0]);
    const name = path.join("/");
    const list = marks.get(name);
    if (list === undefined) marks.set(name, [line, column]);
    else list.push(line, column);
  }

  function visitAlias(node: Alias, keyNode: Node | undefined, depth: number, path: readonly string[]): Json {
    const target = resolveAlias(node);
    if (target === undefined) {
      const [start, end] = rangeOf(node);
      positions.push(...(keyNode === undefined ? [0, 0] : rangeOf(keyNode)), start, end);
      return null;
    }
    if (open.size === 0) outermost = node;
    open.add(target);
    const value = visit(target, keyNode, depth, path);
    open.delete(target);
    return value;
  }

  function resolveAlias(node: Alias): Node | undefined {
    const target = targets.get(node);
    if (target !== undefined && !open.has(target) && !encloses(target, node)) return target;
    const summary =
      target === undefined
        ? `There is no anchor \`&${node.source}\` before this alias.`
        : `The alias \`*${node.source}\` stands inside the value that it repeats.`;
    report(configCode.alias, node, summary);
    return undefined;
  }

  /** The map's entries: merge keys applied, each key once, in the order that a JavaScript object gives them. */
  function entriesOf(node: Node, depth: number): Entry[] {
    const own = new Map<string, Entry>();
    const merged = new Map<string, Entry>();
    const pairs: readonly Pair<Node, Node | null>[] = isMap<Node, Node | null>(node) ? node.items : [];
    for (const { key: keyNode, value: valueNode } of pairs) {
      if (isScalar(keyNode) && keyNode.type === "PLAIN" && keyNode.source === "<<") {
        mergeInto(merged, valueNode, depth);
        continue;
      }
      const key = keyText(keyNode, node);
      if (key === undefined) continue;
      const first = own.get(key);
      if (first === undefined) {
        own.set(key, { key, keyNode, valueNode });
        continue;
      }
      const [start, end] = rangeOf(first.keyNode);
      report(configCode.duplicateKey, keyNode, `The key \`${key}\` stands here twice.`, {
        detail: "A key may stand only once in a map. Remove one of the two, or rename it.",
        notes: [{ message: "It stands here first.", start, end }],
      });
    }
    for (const [key, entry] of merged) if (!own.has(key)) own.set(key, entry);
    const entries = [...own.values()];
    return entries.some(({ key }) => isIntegerLike(key)) ? inObjectOrder(entries) : entries;
  }

  function mergeInto(merged: Map<string, Entry>, node: Node | null, depth: number): void {
    const source = isAlias(node) ? resolveAlias(node) : node;
    if (isAlias(node) && source === undefined) return;
    if (source !== null && source !== undefined && isMap(source) && depth <= maxDepth) {
      for (const entry of entriesOf(source, depth + 1)) {
        made += 1;
        if (!merged.has(entry.key)) merged.set(entry.key, entry);
      }
    } else if (source !== null && source !== undefined && isSeq<Node>(source) && depth <= maxDepth) {
      for (const item of source.items) mergeInto(merged, item, depth + 1);
    } else if (node !== null) {
      report(configCode.alias, node, "The merge key `<<` takes a map, or a list of maps.");
    }
  }

  function keyText(node: Node | null, map: Node): string | undefined {
    if (!isScalar(node) || node.value === null) {
      report(configCode.badKey, node ?? map, "A key has to be text.");
      return undefined;
    }
    const key = node.type === "PLAIN" && node.source !== undefined ? node.source : String(node.value);
    if (key !== "__proto__") return key;
    report(configCode.badKey, node, "The key `__proto__` is not allowed.");
    return undefined;
  }

  function scalarValue(node: Scalar): Json {
    const { value } = node;
    if (typeof value === "string" || typeof value === "boolean" || value === null) return value;
    if (typeof value === "number") {
      const unsafe =
        Number.isInteger(value) && !Number.isSafeInteger(value) && /^[-+]?\d+$/.test(node.source ?? "");
      if (Number.isFinite(value) && !unsafe) return value === 0 ? 0 : value;
      report(configCode.badNumber, node, `The number \`${node.source ?? value}\` cannot be kept exactly.`, {
        detail: unsafe
          ? "Integers beyond 9007199254740991 lose digits. Put it in quotes to pass it as text."
          : "Infinite values and NaN are not allowed. Put it in quotes to pass it as text.",
      });
      return null;
    }
    return String(value);
  }
}

function bombFinding(start: number, end: number): TextFinding {
  return {
    code: configCode.alias,
    severity: "error",
    summary: "The aliases in this file expand to far more values than the file holds.",
    detail: "Nested aliases multiply. Write the values out, or use `forEach` or `matrix`.",
    start,
    end,
  };
}

/** True when the inner node stands within the outer one's text. */
function encloses(outer: Node, inner: Node): boolean {
  const [start, end] = rangeOf(outer);
  const [innerStart] = rangeOf(inner);
  return start <= innerStart && innerStart < end;
}

/** Which node each alias repeats, found in the order of the text because an anchor may be set again. */
function findAliasTargets(root: Node, text: string): { targets: Map<Alias, Node>; written: number } {
  const targets = new Map<Alias, Node>();
  if (!text.includes("*")) return { targets, written: maxValues };
  const anchors = new Map<string, Node>();
  const pending: unknown[] = [root];
  let written = 0;
  while (pending.length > 0) {
    const node = pending.pop();
    if (isPair(node)) {
      pending.push(node.value, node.key);
      continue;
    }
    written += 1;
    if (isAlias(node)) {
      const target = anchors.get(node.source);
      if (target !== undefined) targets.set(node, target);
    } else if (isScalar(node) || isMap(node) || isSeq(node)) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node);
      if (!isScalar(node))
        for (let index = node.items.length - 1; index >= 0; index--) pending.push(node.items[index]);
    }
  }
  return { targets, written };
}

function isIntegerLike(key: string): boolean {
  const first = key.charCodeAt(0);
  return first >= 48 && first <= 57 && /^(0|[1-9]\d{0,9})$/.test(key) && Number(key) < 4_294_967_295;
}

/** Objects list keys that look like array indices first, by value. */
function inObjectOrder(entries: readonly Entry[]): Entry[] {
  const numeric = entries
    .filter(({ key }) => isIntegerLike(key))
    .sort((a, b) => Number(a.key) - Number(b.key));
  return [...numeric, ...entries.filter(({ key }) => !isIntegerLike(key))];
}
