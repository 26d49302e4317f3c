/** A binary heap: `pop` gives the item that comes before all others. */
export interface Heap<T> {
  readonly size: number;
  peek(): T | undefined;
  push(item: T): void;
  pop(): T | undefined;
}

/** `order`: negative where the first item comes before the second. */
export function createHeap<T>(order: (one: T, other: T) => number): Heap<T> {
  const items: T[] = [];

  const rise = (item: T, from: number) => {
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = items[parent];
      if (above === undefined || order(item, above) >= 0) break;
      items[index] = above;
      index = parent;
    }
    items[index] = item;
  };

  const sink = (item: T) => {
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      let below = items[child];
      if (below === undefined) break;
      const right = items[child + 1];
      if (right !== undefined && order(right, below) < 0) {
        child += 1;
        below = right;
      }
      if (order(item, below) <= 0) break;
      items[index] = below;
      index = child;
    }
    items[index] = item;
  };

  return {
    get size() {
      return items.length;
    },
    peek: () => items[0],
    push: (item) => rise(item, items.length),
    pop: () => {
      const first = items[0];
      const last = items.pop();
      if (last !== undefined && items.length > 0) sink(last);
      return first;
    },
  };
}
