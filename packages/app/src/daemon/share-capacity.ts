import type { RunStore, Slots } from "@mlx/core";

/** Divides what one daemon offers between the namespaces that it works for. */
export interface SharedCapacity {
  /** The runs of a namespace, of which as many are claimed as the others leave room for. */
  join(namespace: string, runs: RunStore): RunStore;
  /** It claims no more: nobody waits for it. */
  leave(namespace: string): void;
}

interface Member {
  readonly runs: RunStore;
  /** Something of it waits for a slot that was taken when it was looked at last. */
  isWaiting: boolean;
  /** In looks of all. */
  lookedAt: number;
  startedAt: number;
  held: Slots;
}

/**
 * What is free goes to whoever asks for it first; what others wait for, to the one of them whose last run started
 * longest ago. Claims go one after the other, or two namespaces would be given the same slot. A run that wants most
 * of the machine waits until so much is free: no turn is kept for it before runs of other namespaces.
 */
export function shareCapacity(capacity: Slots): SharedCapacity {
  const members = new Map<string, Member>();
  let looks = 0;
  /** The look at which something was seen to be given back last. */
  let freedAt = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const others = (own: Member) => [...members.values()].filter((member) => member !== own);

  const holdings = async (
    { runs }: Member,
    host: string,
  ): Promise<{ readonly held: Slots; readonly waits: boolean }> => {
    const usage = (await runs.slotUsage(host)).filter(({ name }) => Object.hasOwn(capacity, name));
    return {
      held: Object.fromEntries(usage.flatMap(({ name, used }) => (used > 0 ? [[name, used]] : []))),
      waits: usage.some(({ waiting }) => waiting > 0),
    };
  };
  const lookAt = async (member: Member, host: string) => {
    const { held, waits } = await holdings(member, host);
    if (Object.entries(member.held).some(([name, amount]) => (held[name] ?? 0) < amount)) freedAt = looks;
    member.held = held;
    member.isWaiting = waits;
  };
  /** Somebody else waits, has had to wait longer, and has not looked at what has come free. */
  const isTurnOfOther = (own: Member) =>
    others(own).some(
      ({ isWaiting, startedAt, lookedAt }) => isWaiting && startedAt < own.startedAt && lookedAt < freedAt,
    );
  const claim = async (own: Member, wanted: Parameters<RunStore["claimNext"]>[0]) => {
    if (members.size === 1) return own.runs.claimNext(wanted);
    const { host } = wanted.worker;
    looks += 1;
    await lookAt(own, host);
    // Of the others is known what they held when they were asked last, within the last second; more only comes by claims.
    for (const member of others(own)) if (member.lookedAt === 0) await lookAt(member, host);
    if (isTurnOfOther(own)) return [];
    const claimed = await own.runs.claimNext({
      ...wanted,
      heldElsewhere: sum(others(own).map(({ held }) => held)),
    });
    own.lookedAt = looks;
    if (claimed.length > 0) own.startedAt = looks;
    await lookAt(own, host);
    return claimed;
  };
  return {
    join: (namespace, runs) => {
      const own = { runs, isWaiting: false, lookedAt: 0, startedAt: 0, held: {} };
      members.set(namespace, own);
      return {
        ...runs,
        claimNext: (wanted) => {
          const claimed = turn.then(() => claim(own, wanted));
          turn = claimed.catch(() => undefined);
          return claimed;
        },
      };
    },
    leave: (namespace) => members.delete(namespace),
  };
}

function sum(all: readonly Slots[]): Slots {
  const total: Record<string, number> = {};
  for (const slots of all)
    for (const [name, amount] of Object.entries(slots)) total[name] = (total[name] ?? 0) + amount;
  return total;
}
