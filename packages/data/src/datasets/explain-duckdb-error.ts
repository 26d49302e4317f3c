export interface DuckdbError {
  readonly file?: string;
  /** From 1. */
  readonly line?: number;
  readonly reason: string;
  /** A value did not fit the type that was guessed for its column. */
  readonly isConversion: boolean;
  /** DuckDB only says that it cannot tell how a CSV file is written. */
  readonly isUnexplained?: true;
}

const unexplained = /^Invalid Input Error: (Error when sniffing file|The CSV Parser state machine reached)/;

const malformedJson = /Malformed JSON in file "([^"]+)", at byte \d+ in line (\d+): (.+?)\.?\s*$/m;

/** Takes DuckDB's message apart: what is wrong and where, without its advice on SQL options. */
export function explainDuckdbError(error: unknown): DuckdbError {
  const message = error instanceof Error ? error.message : String(error);
  const [, jsonFile, jsonLine, jsonReason] = malformedJson.exec(message) ?? [];
  if (jsonFile !== undefined)
    return {
      file: jsonFile,
      // DuckDB 1.5 counts the lines of JSON from 2.
      line: Number(jsonLine) - 1,
      reason: `Malformed JSON: ${jsonReason}.`,
      isConversion: false,
    };
  if (unexplained.test(message)) {
    const sniffed = /^.*sniffing file "([^"]+)"/.exec(message)?.[1];
    return {
      reason:
        "Its rows do not fit each other: they differ in their number of cells, or in how they are quoted.",
      isConversion: false,
      isUnexplained: true,
      ...(sniffed === undefined ? {} : { file: sniffed }),
    };
  }
  const reason = reasonOf(message);
  const file = /^ {2}file = (.+)$/m.exec(message)?.[1] ?? /\bfile ["']([^"']+)["']/i.exec(reason)?.[1];
  const line = /\bline (\d+)/i.exec(reason)?.[1];
  return {
    reason,
    isConversion: message.startsWith("Conversion Error"),
    ...(file === undefined ? {} : { file }),
    ...(line === undefined ? {} : { line: Number(line) }),
  };
}

/** The lines up to DuckDB's advice, without the kind of the error and the SQL. */
function reasonOf(message: string): string {
  const lines = message.replace(/^[A-Z][A-Za-z ]* Error: /, "").split("\n");
  const end = lines.findIndex((line) =>
    /^(Possible |The search space|Column .* is being converted|This type was|LINE \d|\s*$)/.test(line),
  );
  return (end === -1 ? lines : lines.slice(0, end))
    .map((line) => line.replace(/^CSV Error on Line: (\d+)$/, "Line $1 does not fit the rest of the file."))
    .join("\n")
    .trim();
}
