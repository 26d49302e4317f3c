import { type Diagnostic, InternalError, type SearchOrder, type SearchQuery } from "@mlx/core";
import { type IRecognitionException, type IToken, Lexer } from "chevrotain";
import type { SearchSubject } from "./fields.ts";
import { type Problem, toDiagnostic } from "./findings.ts";
import { SearchGrammar } from "./grammar.ts";
import { createResolver, type Resolver } from "./resolve-query.ts";
import type { SyntaxOrder, SyntaxQuery } from "./syntax.ts";
import * as token from "./tokens.ts";

export interface SearchContext {
  readonly of: SearchSubject;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where the text says none; 100. */
  readonly limit?: number;
  /** What the text is called in messages; `filter`. */
  readonly source?: string;
}

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

const longestText = 200_000;
const deepestNesting = 100;

/** Made at the first search: it takes some milliseconds. */
let machine: { readonly lexer: Lexer; readonly grammar: SearchGrammar } | undefined;

/**
 * A search as it is written: a condition, then `order by`, `limit` and `offset`, each of which may be absent.
 * All that is wrong with its names and values is told at once; of its form the first.
 */
export function parseSearch(text: string, context: SearchContext): Parsed<SearchQuery> {
  return parse<SyntaxQuery, SearchQuery>(text, context, {
    read: (grammar) => grammar.query(),
    resolve: ({ where, orderBy, limit = context.limit ?? 100, offset = 0 }, { condition, order }) => ({
      ...(where === undefined ? {} : { where: condition(where) }),
      ...{ orderBy: orderBy.map(order), limit, offset },
    }),
  });
}

/** What stands behind `order by`: `metrics.RMSE desc, created`. */
export function parseOrder(text: string, context: SearchContext): Parsed<readonly SearchOrder[]> {
  return parse<readonly SyntaxOrder[], readonly SearchOrder[]>(text, context, {
    read: (grammar) => grammar.orders(),
    resolve: (orders, { order }) => orders.map(order),
  });
}

interface Steps<Syntax, T> {
  /** Nothing where the grammar has an error. */
  readonly read: (grammar: SearchGrammar) => Syntax | undefined;
  readonly resolve: (syntax: Syntax, resolver: Resolver) => T;
}

function parse<Syntax, T>(
  text: string,
  context: SearchContext,
  { read, resolve }: Steps<Syntax, T>,
): Parsed<T> {
  const refuse = (...found: readonly Problem[]): Parsed<T> => ({
    ok: false,
    diagnostics: found.map((problem) => toDiagnostic(problem, text, context.source ?? "filter")),
  });
  if (text.length > longestText) return refuse(tooLong(text));
  machine ??= { lexer: new Lexer(token.tokens), grammar: new SearchGrammar() };
  const { lexer, grammar } = machine;
  const { tokens, errors } = lexer.tokenize(text);
  const [error] = errors;
  if (error !== undefined) return refuse(unknownCharacter(text, error.offset));
  const form = findTooDeep(tokens);
  if (form !== undefined) return refuse(form);
  grammar.input = tokens;
  const syntax = read(grammar);
  const [unexpected] = grammar.errors;
  if (unexpected !== undefined) return refuse(unexpectedToken(text, unexpected));
  if (syntax === undefined) throw new InternalError(`a search without an error was not read: ${text}`);
  const count = tokens.find((each, index) => isBadCount(each, tokens[index - 1]));
  if (count !== undefined) return refuse(badCount(count));
  const problems: Problem[] = [];
  const value = resolve(syntax, createResolver(context, problems));
  return problems.length === 0 ? { ok: true, value } : refuse(...problems);
}

function tooLong(text: string): Problem {
  return {
    ...{ code: "MLX2106", span: { start: 0, end: 1 } },
    summary: `the search is too long: ${text.length} characters, where ${longestText} are allowed`,
  };
}

function findTooDeep(tokens: readonly IToken[]): Problem | undefined {
  let depth = 0;
  let negations = 0;
  for (const { tokenType, startOffset, image } of tokens) {
    if (tokenType === token.open) depth += 1;
    if (tokenType === token.close) depth -= 1;
    negations = tokenType === token.keywords.not ? negations + 1 : 0;
    if (depth > deepestNesting || negations > deepestNesting)
      return {
        ...{ code: "MLX2106", span: { start: startOffset, end: startOffset + image.length } },
        summary: `the search is nested too deep: more than ${deepestNesting} levels`,
      };
  }
  return undefined;
}

function unknownCharacter(text: string, offset: number): Problem {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const span = { start: offset, end: offset + character.length };
  if ("'\"`".includes(character))
    return {
      ...{ code: "MLX2101", span, summary: `the text that begins here has no closing ${character}` },
      detail: "A quote inside of a text is written twice.",
    };
  const words: { readonly [character: string]: string } = { "&": "and", "|": "or", "!": "not" };
  const word = Object.hasOwn(words, character) ? words[character] : undefined;
  return {
    ...{ code: "MLX2101", span, summary: `\`${character}\` is not understood` },
    detail:
      word === undefined
        ? "Texts stand in quotes, as in `tags.team = 'a & b'`, and odd names in backquotes."
        : `Write \`${word}\`.`,
  };
}

function unexpectedToken(text: string, { message, token: found }: IRecognitionException): Problem {
  const isEnd = Number.isNaN(found.startOffset) || found.image === "";
  const start = isEnd ? text.trimEnd().length : found.startOffset;
  return {
    ...{ code: "MLX2101", span: { start, end: start + Math.max(1, found.image.length) } },
    summary: isEnd ? `the search ends too soon: ${message}` : message,
    detail: isEnd
      ? "Nothing stands behind it. A search is, for instance, `state = FAILED and metrics.RMSE < 0.5 order by created desc`."
      : `Found \`${found.image}\`. A search is, for instance, \`state = FAILED and metrics.RMSE < 0.5 order by created desc\`.`,
  };
}

function isBadCount({ tokenType, image }: IToken, before: IToken | undefined): boolean {
  const least = before?.tokenType === token.keywords.limit ? 1 : 0;
  const counts = least === 1 || before?.tokenType === token.keywords.offset;
  return (
    counts && tokenType === token.number && !(Number.isSafeInteger(Number(image)) && Number(image) >= least)
  );
}

function badCount({ startOffset, image }: IToken): Problem {
  return {
    ...{ code: "MLX2104", span: { start: startOffset, end: startOffset + image.length } },
    summary: `\`${image}\` is not a count`,
    detail: "`limit` takes a whole number from 1, `offset` one from 0.",
  };
}
