/** A replica as far as it matters for what is to be done. */
export interface ReplicaView {
  readonly id: string;
  /** Equal ones run the same program with the same model and settings. */
  readonly generation: string;
  readonly state: "starting" | "ready" | "leaving";
}

/** Why a generation is not started for a while. */
export interface Setback {
  /** How often it failed since it last worked. */
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly retryAt: number;
  /** It never worked, or does not work for long: another one is better. */
  readonly condemned: boolean;
  readonly message: string;
}

export interface ServingView {
  readonly now: number;
  readonly wanted: { readonly generation: string; readonly replicas: number };
  /** Oldest first. */
  readonly replicas: readonly ReplicaView[];
  /** The generation that requests go to. */
  readonly serving?: string;
  /** What served well before the wanted one. */
  readonly fallback?: string;
  readonly setbacks: ReadonlyMap<string, Setback>;
}

export interface ServingDecision {
  /** The generation that requests are to go to. */
  readonly serving?: string;
  readonly start?: { readonly generation: string; readonly count: number };
  /** Ids: a ready one finishes what it has, one that starts is stopped. */
  readonly retire: readonly string[];
}

/**
 * What is to be done now, so that the wanted generation serves with as many replicas as are wanted, and requests
 * always have somebody to go to: a new generation comes up beside the old one and takes over when all of it is
 * there; one that fails leaves the old one where it is, or brings it back.
 */
export function decideReplicas(view: ServingView): ServingDecision {
  const { wanted, replicas } = view;
  const target = chooseTarget(view);
  const count = (generation: string | undefined, state: ReplicaView["state"]) =>
    replicas.filter((replica) => replica.generation === generation && replica.state === state).length;
  // Where nobody answers, one that does is enough.
  const enough = count(view.serving, "ready") === 0 ? 1 : wanted.replicas;
  const takesOver = target !== view.serving && count(target, "ready") >= enough;
  const serving = takesOver ? target : view.serving;
  const missing = wanted.replicas - count(target, "ready") - count(target, "starting");
  const mayStart = (view.setbacks.get(target)?.retryAt ?? 0) <= view.now;
  return {
    ...(serving === undefined ? {} : { serving }),
    ...(missing > 0 && mayStart ? { start: { generation: target, count: missing } } : {}),
    retire: [...strangers(view, target, serving), ...surplus(view, target)],
  };
}

/** The generation that is brought up, or kept at its number. */
function chooseTarget({ now, wanted, serving, fallback, setbacks }: ServingView): string {
  const setback = setbacks.get(wanted.generation);
  if (setback === undefined || !setback.condemned || setback.retryAt <= now) return wanted.generation;
  return serving === wanted.generation ? (fallback ?? serving) : (serving ?? fallback ?? wanted.generation);
}

/** Those of other generations; of the one that serves until another takes over only those that are ready stay. */
function strangers(
  { replicas }: ServingView,
  target: string,
  serving: string | undefined,
): readonly string[] {
  return replicas
    .filter(({ generation, state }) => {
      if (state === "leaving" || generation === target) return false;
      return generation !== serving || state === "starting";
    })
    .map(({ id }) => id);
}

/** More than are wanted: those that are not ready first, then the youngest. */
function surplus({ wanted, replicas }: ServingView, target: string): readonly string[] {
  const own = replicas.filter(({ generation, state }) => generation === target && state !== "leaving");
  const ready = own.filter(({ state }) => state === "ready");
  const starting = own.filter(({ state }) => state === "starting");
  return [...ready, ...starting].slice(wanted.replicas).map(({ id }) => id);
}

const firstPause = 1000;
const longestPause = 300_000;
const leastPauseAfterService = 60_000;
/** So often may one that serves fail before what served before it is brought back. */
const mostFailures = 3;

export type Failure = "not-started" | "died";

/**
 * A generation after one of its replicas has failed. Several that fail at the same start are one failure; one that
 * dies for the first time is replaced at once.
 */
export function nextSetback(
  before: Setback | undefined,
  {
    failure,
    isServing,
    isProven,
    hasFallback,
    now,
    message,
  }: {
    readonly failure: Failure;
    readonly isServing: boolean;
    readonly isProven: boolean;
    /** Another generation served well before it. */
    readonly hasFallback: boolean;
    readonly now: number;
    readonly message: string;
  },
): Setback {
  if (before !== undefined && before.retryAt > now) return { ...before, message };
  const count = (before?.count ?? 0) + 1;
  const tries = failure === "died" ? count - 1 : count;
  const condemned = !isProven && (!isServing || count >= mostFailures);
  // Each time that it takes over again costs those who ask; while another serves there is no hurry.
  const least = condemned && isServing && hasFallback ? leastPauseAfterService : 0;
  const doubled = tries === 0 ? 0 : firstPause * 2 ** (tries - 1);
  const pause = Math.min(longestPause, Math.max(doubled, least));
  return { count, retryAt: now + pause, condemned, message };
}
