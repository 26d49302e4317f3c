import type { TimestampSource } from "./timestamp-sql.ts";

/** Files of a dataset as a query that gives the rows to keep, ready to be copied to a file. */
export interface WindowSource {
  /** SQL of the rows that are kept, in their order. */
  readonly kept: string;
  /** Options of DuckDB's `COPY … TO`. */
  readonly copyOptions: string;
  /** Rows of `kept` that are none of the data: a header. */
  readonly extraRows: number;
  /** SQL that gives a row where a timestamp is absent and `kept` passes it over. */
  readonly absent?: string;
  /** Each file, or files that are read alike, as a table of their own. */
  readonly parts: readonly WindowPart[];
}

export interface WindowPart {
  readonly timestamp: TimestampSource;
  readonly files: readonly string[];
  /** SQL of one of the files as a table. */
  readonly table: (file: string) => string;
}
