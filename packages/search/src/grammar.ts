import {
  EmbeddedActionsParser,
  type IParserErrorMessageProvider,
  type IToken,
  type TokenType,
  tokenLabel,
} from "chevrotain";
import type {
  CompareOp,
  Span,
  SyntaxCondition,
  SyntaxField,
  SyntaxOrder,
  SyntaxPredicate,
  SyntaxQuery,
  SyntaxValue,
} from "./syntax.ts";
import * as token from "./tokens.ts";

const { keywords } = token;

/** What may stand where something else was found. */
const messages: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected }) => `${tokenLabel(expected)} is expected here`,
  buildNotAllInputParsedMessage: () => "`and`, `or`, `order by`, `limit` or the end is expected here",
  buildNoViableAltMessage: ({ customUserDescription }) =>
    `${customUserDescription ?? "something else"} is expected here`,
  buildEarlyExitMessage: ({ customUserDescription }) =>
    `${customUserDescription ?? "something else"} is expected here`,
};

type Predicate = Pick<SyntaxPredicate, "op" | "negated" | "operands">;
type Test = Omit<Predicate, "negated">;

/**
 * The grammar: decided by at most two tokens ahead, so that it takes time in proportion to the text. Its rules
 * run once over placeholders when it is made, which is why they look into no token but inside `ACTION`.
 */
export class SearchGrammar extends EmbeddedActionsParser {
  constructor() {
    super(token.tokens, { maxLookahead: 2, errorMessageProvider: messages, recoveryEnabled: false });
    this.performSelfAnalysis();
  }

  readonly query = this.RULE("query", (): SyntaxQuery => {
    const where = this.OPTION(() => this.SUBRULE(this.condition));
    const orderBy = this.OPTION1(() => {
      this.CONSUME(keywords.order);
      this.CONSUME(keywords.by);
      return this.SUBRULE(this.orders);
    });
    const limit = this.OPTION2(() => {
      this.CONSUME(keywords.limit);
      return this.SUBRULE1(this.count);
    });
    const offset = this.OPTION3(() => {
      this.CONSUME(keywords.offset);
      return this.SUBRULE2(this.count);
    });
    return {
      ...(where === undefined ? {} : { where }),
      orderBy: orderBy ?? [],
      ...(limit === undefined ? {} : { limit }),
      ...(offset === undefined ? {} : { offset }),
    };
  });

  readonly orders = this.RULE("orders", (): readonly SyntaxOrder[] => {
    const orders: SyntaxOrder[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: token.comma,
      ERR_MSG: "a field to order by",
      DEF: () => {
        const field = this.SUBRULE(this.field);
        const descending = this.OPTION(() =>
          this.OR([
            { ALT: () => this.nothing(keywords.asc, false) },
            { ALT: () => this.nothing(keywords.desc, true) },
          ]),
        );
        orders.push({ field, descending: descending ?? false });
      },
    });
    return orders;
  });

  private readonly count = this.RULE("count", (): number => Number(this.CONSUME(token.number).image));

  private readonly condition = this.RULE("condition", (): SyntaxCondition => {
    const conditions: SyntaxCondition[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: keywords.or,
      DEF: () => conditions.push(this.SUBRULE(this.conjunction)),
    });
    return join("or", conditions);
  });

  private readonly conjunction = this.RULE("conjunction", (): SyntaxCondition => {
    const conditions: SyntaxCondition[] = [];
    this.AT_LEAST_ONE_SEP({
      SEP: keywords.and,
      DEF: () => conditions.push(this.SUBRULE(this.negation)),
    });
    return join("and", conditions);
  });

  private readonly negation = this.RULE("negation", (): SyntaxCondition => {
    let negations = 0;
    this.MANY(() => {
      this.CONSUME(keywords.not);
      negations += 1;
    });
    let condition = this.OR({
      ERR_MSG: "a field, `not` or `(`",
      DEF: [
        {
          ALT: () => {
            this.CONSUME(token.open);
            const inner = this.SUBRULE(this.condition);
            this.CONSUME(token.close);
            return inner;
          },
        },
        { ALT: () => this.SUBRULE(this.predicate) },
      ],
    });
    for (; negations > 0; negations -= 1) condition = { type: "not", condition };
    return condition;
  });

  private readonly predicate = this.RULE("predicate", (): SyntaxCondition => {
    const field = this.SUBRULE(this.field);
    const rest: Predicate = this.OR({
      ERR_MSG: "a comparison (`=`, `!=`, `<`, `<=`, `>`, `>=`, `in`, `like`, `ilike`, `between`, `is null`)",
      DEF: [
        {
          ALT: (): Predicate => {
            const { image } = this.CONSUME(token.compare);
            const value = this.SUBRULE(this.value);
            return { op: compareOp(image), negated: false, operands: [value] };
          },
        },
        {
          ALT: (): Predicate => {
            this.CONSUME(keywords.is);
            const not = this.OPTION(() => this.CONSUME(keywords.not));
            this.CONSUME(keywords.null);
            return { op: "null", negated: not !== undefined, operands: [] };
          },
        },
        {
          ALT: (): Predicate => {
            const not = this.OPTION1(() => this.CONSUME1(keywords.not));
            return { ...this.SUBRULE(this.test), negated: not !== undefined };
          },
        },
      ],
    });
    return { type: "predicate", field, ...rest };
  });

  private readonly test = this.RULE(
    "test",
    (): Test =>
      this.OR({
        ERR_MSG: "`in`, `like`, `ilike` or `between`",
        DEF: [
          {
            ALT: (): Test => {
              this.CONSUME(keywords.in);
              const operands: SyntaxValue[] = [];
              this.CONSUME(token.open);
              this.AT_LEAST_ONE_SEP({
                SEP: token.comma,
                ERR_MSG: "a value",
                DEF: () => operands.push(this.SUBRULE(this.value)),
              });
              this.CONSUME(token.close);
              return { op: "in", operands };
            },
          },
          {
            ALT: (): Test => {
              this.CONSUME(keywords.like);
              return { op: "like", operands: [this.SUBRULE1(this.value)] };
            },
          },
          {
            ALT: (): Test => {
              this.CONSUME(keywords.ilike);
              return { op: "ilike", operands: [this.SUBRULE2(this.value)] };
            },
          },
          {
            ALT: (): Test => {
              this.CONSUME(keywords.between);
              const from = this.SUBRULE3(this.value);
              this.CONSUME(keywords.and);
              return { op: "between", operands: [from, this.SUBRULE4(this.value)] };
            },
          },
        ],
      }),
  );

  private readonly field = this.RULE("field", (): SyntaxField => {
    const found: IToken[] = [];
    found.push(
      this.OR({
        ERR_MSG: "a field",
        DEF: [
          { ALT: () => this.CONSUME(token.word) },
          { ALT: () => this.CONSUME(token.backQuoted) },
          { ALT: () => this.CONSUME(token.doubleQuoted) },
        ],
      }),
    );
    this.MANY(() => {
      this.CONSUME(token.dot);
      found.push(
        this.OR1({
          ERR_MSG: "a name, in backquotes unless it consists of letters, digits, `_`, `-` and `/`,",
          DEF: [
            { ALT: () => this.CONSUME(token.anyName) },
            { ALT: () => this.CONSUME1(token.backQuoted) },
            { ALT: () => this.CONSUME1(token.doubleQuoted) },
          ],
        }),
      );
    });
    return this.ACTION(() => ({
      parts: found.map(({ image }) => unquote(image)),
      span: { start: spanOf(found[0]).start, end: spanOf(found.at(-1)).end },
    }));
  });

  private readonly value = this.RULE("value", (): SyntaxValue => {
    const of = (consumed: IToken, type: SyntaxValue["type"]): SyntaxValue =>
      this.ACTION(() => ({ type, text: unquote(consumed.image), span: spanOf(consumed) }));
    return this.OR({
      ERR_MSG: "a value (a number, a text in quotes, a word, a time)",
      DEF: [
        { ALT: () => of(this.CONSUME(token.number), "number") },
        { ALT: () => of(this.CONSUME(token.text), "text") },
        { ALT: () => of(this.CONSUME(token.doubleQuoted), "text") },
        { ALT: () => of(this.CONSUME(token.word), "word") },
        { ALT: () => of(this.CONSUME(token.digitWord), "word") },
        { ALT: () => of(this.CONSUME(token.now), "now") },
        { ALT: () => of(this.CONSUME(token.duration), "duration") },
        { ALT: () => of(this.CONSUME(token.moment), "moment") },
        { ALT: () => of(this.CONSUME(keywords.true), "boolean") },
        { ALT: () => of(this.CONSUME(keywords.false), "boolean") },
        { ALT: () => of(this.CONSUME(keywords.null), "null") },
      ],
    });
  });

  private nothing<T>(keyword: TokenType, value: T): T {
    this.consume(0, keyword);
    return value;
  }
}

function join(type: "and" | "or", conditions: readonly SyntaxCondition[]): SyntaxCondition {
  const [only] = conditions;
  return only !== undefined && conditions.length === 1 ? only : { type, conditions };
}

const spellings: { readonly [op: string]: CompareOp } = {
  ...{ "=": "=", "==": "=", "!=": "!=", "<>": "!=" },
  ...{ "<": "<", "<=": "<=", ">": ">", ">=": ">=" },
};

function compareOp(image: string): CompareOp {
  return spellings[image] ?? "=";
}

function unquote(image: string): string {
  const [quote] = image;
  if (quote !== "'" && quote !== '"' && quote !== "`") return image;
  return image.slice(1, -1).replaceAll(quote + quote, quote);
}

function spanOf(found: IToken | undefined): Span {
  const start = found?.startOffset ?? 0;
  return { start, end: start + (found?.image.length ?? 0) };
}
