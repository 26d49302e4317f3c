/** Places in the user's files. Lines and columns count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface SourceLocation extends Position {
  /** Relative to the project's folder, with `/`. */
  readonly file: string;
}

export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  /** Exclusive. */
  readonly end: Position;
}
