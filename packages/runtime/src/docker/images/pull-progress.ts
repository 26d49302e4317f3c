/** One line of what the engine says while it fetches an image. */
export interface PullEvent {
  readonly id?: string;
  readonly status?: string;
  /** Bytes. */
  readonly progressDetail?: { readonly current?: number; readonly total?: number };
  readonly error?: string;
  readonly errorDetail?: { readonly message?: string };
}

interface Layer {
  current: number;
  total: number;
}

/** Turns the many events of the layers into few lines: one for each tenth that is there. */
export function createPullProgress(image: string): (event: PullEvent) => string | undefined {
  const layers = new Map<string, Layer>();
  let shown = -1;
  return ({ id, status, progressDetail }) => {
    if (id === undefined) return undefined;
    const layer = layers.get(id);
    if (status === "Downloading" && progressDetail?.total !== undefined) {
      layers.set(id, { current: progressDetail.current ?? 0, total: progressDetail.total });
    } else if (layer !== undefined && (status === "Download complete" || status === "Pull complete")) {
      layer.current = layer.total;
    } else {
      return undefined;
    }
    const { current, total } = sum(layers.values());
    const tenth = Math.floor((10 * current) / total);
    if (total === 0 || tenth <= shown) return undefined;
    shown = tenth;
    return `pulling ${image} ${megabytes(current)} of ${megabytes(total)} MB`;
  };
}

function sum(layers: Iterable<Layer>): Layer {
  const all = { current: 0, total: 0 };
  for (const { current, total } of layers) {
    all.current += current;
    all.total += total;
  }
  return all;
}

function megabytes(bytes: number): string {
  return bytes < 10_000_000 ? (bytes / 1e6).toFixed(1) : Math.round(bytes / 1e6).toString();
}
