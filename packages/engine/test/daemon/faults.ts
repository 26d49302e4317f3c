import { MlxError } from "@mlx/core";
import type { DaemonDeps } from "../../src/index.ts";

/** What becomes of one call of the store. */
export type Fate =
  | "pass"
  /** It fails, and has done nothing. */
  | "refuse"
  /** It is done, and its answer is lost. */
  | "lose"
  /** The process ceases before it, or right behind it. */
  | "die-before"
  | "die-behind";

/** Asked for each call of the store, by the name of the method. */
export type Faults = (method: string) => Fate;

interface Guard {
  readonly faults?: Faults;
  readonly isDead: () => boolean;
  readonly kill: () => void;
}

const effects = new Set([
  "submit",
  "stop",
  "cleanup",
  "prepare",
  "find",
  "observe",
  "collect",
  "deliver",
  "publish",
]);

/** A process whose calls of the store meet their fate, and that has no effect on anything once it is dead. */
export function interceptDeps(deps: DaemonDeps, guard: Guard): DaemonDeps {
  const alive = (method: string, act: () => unknown) =>
    guard.isDead() && effects.has(method) ? Promise.reject(new TypeError("killed")) : act();
  return {
    ...deps,
    store: intercepted(deps.store, (method, act) => meet(method, act, guard)),
    executors: intercepted(deps.executors, alive),
    executorsAt: async (place) => {
      const there = await deps.executorsAt(place);
      return there && intercepted(there, alive);
    },
    artifacts: intercepted(deps.artifacts, alive),
  };
}

async function meet(method: string, act: () => unknown, { faults, isDead, kill }: Guard): Promise<unknown> {
  if (isDead()) throw new TypeError("killed");
  const fate = faults?.(method) ?? "pass";
  if (fate === "refuse") throw busy();
  if (fate === "die-before") kill();
  if (isDead()) throw new TypeError("killed");
  const result = await act();
  if (fate === "die-behind") kill();
  if (isDead()) throw new TypeError("killed");
  if (fate === "lose") throw busy();
  return result;
}

function busy(): MlxError {
  return new MlxError({ code: "MLX5003", summary: "the store is busy" });
}

type Intercept = (method: string, act: () => unknown) => unknown;

/** The same object, with all calls of its methods, and of those of the objects in it, intercepted. */
function intercepted<T extends object>(target: T, intercept: Intercept): T {
  return new Proxy(target, {
    get: (from, key) => {
      const value: unknown = Reflect.get(from, key);
      if (typeof value === "function")
        return (...args: readonly unknown[]) =>
          intercept(String(key), () => Reflect.apply(value, from, args));
      return typeof value === "object" && value !== null ? intercepted(value, intercept) : value;
    },
  });
}

/** Numbers in [0, 1) that are the same for the same seed. */
export function createDraw(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
