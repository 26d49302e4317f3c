/**
 * An index by columns. A search over a hundred thousand runs looks at one or two values of each: as rows these are
 * 40 to 190 ms of SQLite's time, as packed cells 10. A run's cells stand in the segment and slot that its `seq`
 * says. A run that changed is noted (by triggers, see the migration), and read from its own rows until the next
 * search that finds many of them takes them into the cells: who writes runs pays for a note.
 */
import type { Generated } from "kysely";

export interface SearchCellsTable {
  readonly namespace: string;
  /** See `columnOf`. */
  readonly column: string;
  /** Runs from `segment * segmentSize` on. */
  readonly segment: number;
  /** See `encodeCells`. */
  readonly cells: Uint8Array;
}

/** All texts of cells, each once. */
export interface SearchWordsTable {
  readonly id: Generated<number>;
  readonly word: string;
}

/** Runs that changed, or were removed, since they were taken into the cells. */
export interface SearchDirtyTable {
  readonly run: number;
}
