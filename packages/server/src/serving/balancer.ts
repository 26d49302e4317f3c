import type { EndpointTarget, ReplicaLoad } from "@mlx/core";
import type { Turn } from "./request-line.ts";

/** Spreads requests: each goes to the replica that has the fewest, of those that may have one more. */
export interface Balancer {
  /** Takes the place of what was; replicas that are in both keep what they have. */
  set(target: EndpointTarget, concurrency: number): void;
  /** `undefined` where all have as many as they may have, or there is none. `not`: rather another one. */
  take(not?: string): Turn | undefined;
  /** It did not answer: others come first for a moment, until it is known whether it lives. */
  suspect(replica: string): void;
  /** Requests that the replicas may have at once. */
  capacity(): number;
}

/** The requests that each replica has, also one that gets none any more. */
export interface Loads {
  load(replica: string): ReplicaLoad;
  idle(replica: string, signal: AbortSignal): Promise<void>;
  begin(replica: string): void;
  end(replica: string, wasAnswered: boolean): void;
  /** It gets no requests any more. */
  leave(replica: string): void;
}

interface Member {
  readonly id: string;
  readonly url: string;
  suspectUntil: number;
}

const suspectMilliseconds = 500;

/** `onRoom` is called when there may be room for one more, and not by whoever ended a turn. */
export function createBalancer(
  loads: Loads,
  {
    now,
    later,
    onRoom,
  }: {
    /** Monotonic milliseconds. */
    readonly now: () => number;
    readonly later: (action: () => void, milliseconds: number) => void;
    readonly onRoom: () => void;
  },
): Balancer {
  let members: readonly Member[] = [];
  let model = "";
  let most = 1;
  let next = 0;

  function choose(not: string | undefined): Member | undefined {
    const at = now();
    let best: Member | undefined;
    let fewest = most;
    next += 1;
    for (let index = 0; index < members.length; index += 1) {
      // Those that have equally few take turns.
      const member = members[(next + index) % members.length];
      if (member === undefined || member.id === not || member.suspectUntil > at) continue;
      const { inFlight } = loads.load(member.id);
      if (inFlight >= fewest) continue;
      fewest = inFlight;
      best = member;
    }
    return best;
  }

  return {
    set: (target, concurrency) => {
      most = concurrency;
      if (target.type === "unavailable") members = [];
      else {
        model = target.model;
        members = target.replicas.map(({ id, url }) => {
          return members.find((member) => member.id === id) ?? { id, url, suspectUntil: 0 };
        });
      }
    },
    take: (not) => {
      const member = choose(not) ?? (not === undefined ? undefined : choose(undefined));
      if (member === undefined) return undefined;
      loads.begin(member.id);
      let isOver = false;
      const end = (wasAnswered: boolean) => {
        if (isOver) return;
        isOver = true;
        loads.end(member.id, wasAnswered);
        onRoom();
      };
      return { replica: member.id, url: member.url, model, end };
    },
    suspect: (replica) => {
      const member = members.find(({ id }) => id === replica);
      if (member === undefined) return;
      member.suspectUntil = now() + suspectMilliseconds;
      later(onRoom, suspectMilliseconds + 1);
    },
    capacity: () => members.length * most,
  };
}
