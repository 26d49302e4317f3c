/** What a run's plots say, before anything is drawn. `name`: the file's path. */
export type Plot =
  | { readonly type: "predictions"; readonly name: string; readonly rows: readonly Prediction[] }
  | { readonly type: "roc"; readonly name: string; readonly curves: readonly RocCurve[] }
  | ({ readonly type: "confusion"; readonly name: string } & Confusion)
  | { readonly type: "history"; readonly name: string; readonly curves: readonly HistoryCurve[] };

export type Point = readonly [x: number, y: number];

export interface Prediction {
  readonly actual: number;
  readonly predicted: number;
  /** Milliseconds since 1970, or any number that orders the rows. */
  readonly at?: number;
}

export interface RocCurve {
  /** The class that is told from the others; absent where there are two. */
  readonly of?: string;
  /** False positive rate, true positive rate: from (0, 0) to (1, 1). */
  readonly points: readonly Point[];
  readonly auc: number;
}

export interface Confusion {
  readonly labels: readonly string[];
  /** By actual label, then by predicted one. */
  readonly counts: readonly (readonly number[])[];
}

export interface HistoryCurve {
  readonly name: string;
  /** Step, value. */
  readonly points: readonly Point[];
}

/** One file of `output/plots`; without content where it is too large to be read. */
export interface PlotFile {
  /** With `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  readonly content?: Uint8Array;
}
