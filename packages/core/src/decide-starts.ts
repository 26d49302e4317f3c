import { namesOf, type SlotLedger, type SlotRequest, type SlotWait } from "./slots.ts";

/** A run in a queue. */
export interface QueueItem {
  /** Nobody else has it. */
  readonly order: number;
  readonly request: SlotRequest;
  /** The slot or limit that it was found to wait for; absent where it was not looked at yet. */
  readonly waitsFor: string | undefined;
}

/** Runs in the order of the queue. Whoever answers a question about a line tells its head. */
export interface QueueLine {
  /** The head is dealt with. */
  take(): void;
}

/** A queue, and what is known of it: who was found to wait for what, with what they keep, still holds. */
export interface QueueState<Item extends QueueItem, Line extends QueueLine> {
  /** With what running runs hold; nobody waits in it yet. */
  readonly ledger: SlotLedger;
  /** Below 0: the first comes first. */
  readonly compare: (one: Item, other: Item) => number;
  /** The runs that were not found to wait for anything. */
  readonly due: Line;
  /** Those that were found to wait for the name. */
  readonly waitingFor: (name: string) => Line;
  /** Those that were found to keep their turn for the name. */
  readonly keeping: (name: string) => Line;
  /** Names of which something was given back, or that somebody waits for no more. */
  readonly woken: Iterable<string>;
  /** So many start at most, and so many are looked at. */
  readonly most: number;
  readonly looks: number;
  /** Whether nobody is looked at any more once no run can start at all. */
  readonly untilFull: boolean;
}

export interface Starts<Item> {
  /** In the order of the queue. */
  readonly started: readonly Item[];
  readonly refused: readonly { readonly item: Item; readonly wait: SlotWait }[];
  /** Those that were found to wait, and have to be looked at like the due ones the next time. */
  readonly unsettled: readonly Item[];
  /** Names that are woken from here on. */
  readonly woken: ReadonlySet<string>;
}

interface Source<Item, Line> {
  readonly name: string | undefined;
  readonly line: Line;
  head: Item | undefined;
}

/**
 * Which runs of a queue start: as if `SlotLedger.take` was asked for each in the order of the queue, while
 * only those are looked at for whom anything has changed. It yields the lines whose heads it has to know,
 * for a store that reads them and a simulation that has them.
 */
export function* decideStarts<Item extends QueueItem, Line extends QueueLine>(
  state: QueueState<Item, Line>,
): Generator<Line, Starts<Item>, Item | undefined> {
  const { ledger, compare } = state;
  const open = new Map<string | undefined, Source<Item, Line>>();
  const aside = new Map<string, Source<Item, Line>>();
  const keepers = new Map<string, Source<Item, Line>>();
  const closed = new Set<string>();
  const looked = new Set<Item["order"]>();
  const started: Item[] = [];
  const refused: { readonly item: Item; readonly wait: SlotWait }[] = [];
  /** Keepers that somebody before them came in the way of, in order. */
  let pulled: Item[] = [];

  const close = (name: string | undefined) => {
    if (open.delete(name) && name !== undefined) closed.add(name);
  };
  function* sourceOf(sources: Map<string, Source<Item, Line>>, name: string, make: (name: string) => Line) {
    const known = sources.get(name);
    if (known !== undefined) return known;
    const line = make(name);
    const source: Source<Item, Line> = { name, line, head: yield line };
    sources.set(name, source);
    return source;
  }
  function* takeLooked(source: Source<Item, Line>) {
    while (source.head !== undefined && looked.has(source.head.order)) {
      source.line.take();
      source.head = yield source.line;
    }
  }
  /** What those before the run wait for and keep, of whom nobody is looked at. */
  function* reserve(item: Item, names: readonly string[]) {
    for (const name of names) {
      if (!open.has(name) && !closed.has(name)) {
        const { head } = yield* sourceOf(aside, name, state.waitingFor);
        if (head !== undefined && compare(head, item) < 0) ledger.reserve(name);
      }
      const source = yield* sourceOf(keepers, name, state.keeping);
      while (source.head !== undefined && compare(source.head, item) < 0) {
        const { order, request } = source.head;
        if (!looked.has(order)) ledger.keep(name, request.slots?.[name] ?? 1);
        source.line.take();
        source.head = yield source.line;
      }
    }
  }
  /** Who keeps a turn behind one that took or waits for the same may have lost it. */
  function* pull(name: string) {
    const source = yield* sourceOf(keepers, name, state.keeping);
    const before = pulled.length;
    for (; source.head !== undefined; source.head = yield source.line) {
      const { order } = source.head;
      if (!looked.has(order) && !pulled.some((other) => other.order === order)) pulled.push(source.head);
      source.line.take();
    }
    if (pulled.length > before) pulled.sort(compare);
  }
  /** The run does not stand in the way of those behind it any more. */
  function* giveUp(name: string, item: Item) {
    if (open.has(name) || closed.has(name)) return;
    const source = yield* sourceOf(aside, name, state.waitingFor);
    yield* takeLooked(source);
    if (source.head !== undefined && compare(source.head, item) > 0) open.set(name, source);
  }

  open.set(undefined, { name: undefined, line: state.due, head: yield state.due });
  for (const name of state.woken) open.set(name, yield* sourceOf(aside, name, state.waitingFor));
  for (let looks = 0; looks < state.looks && started.length < state.most; looks += 1) {
    let item: Item | undefined = pulled[0];
    for (const { name, head } of open.values()) {
      if (head === undefined) close(name);
      else if (item === undefined || compare(head, item) < 0) item = head;
    }
    if (item === undefined) break;
    const { order, request, waitsFor } = item;
    const names = namesOf(request);
    yield* reserve(item, names);
    looked.add(order);
    if (pulled[0]?.order === order) pulled = pulled.slice(1);
    const wait = ledger.take(request);
    const isFull = wait?.on === "runs" && wait.never === undefined && state.untilFull;
    // One of those who wait for any run to end is enough to say so.
    if (isFull && !open.has("runs") && !closed.has("runs") && aside.get("runs")?.head !== undefined) {
      if (waitsFor !== undefined) pulled = [item, ...pulled];
      break;
    }
    if (wait === undefined) started.push(item);
    else refused.push({ item, wait });
    const stands = wait === undefined ? names : wait.never ? [] : [...Object.keys(wait.keeps), wait.on];
    // Behind it stand those that wait for the same.
    if (wait !== undefined && !wait.never) close(wait.on);
    for (const source of open.values()) yield* takeLooked(source);
    for (const name of stands) yield* pull(name);
    if (waitsFor !== undefined) {
      const before = names.slice(0, names.indexOf(waitsFor) + 1);
      for (const name of before)
        if (name === waitsFor ? wait?.on !== name : !stands.includes(name)) yield* giveUp(name, item);
    }
    if (isFull) break;
  }
  const woken = [...open.values()].flatMap(({ name, head }) =>
    name === undefined || head === undefined ? [] : [name],
  );
  return { started, refused, unsettled: pulled, woken: new Set(woken) };
}
