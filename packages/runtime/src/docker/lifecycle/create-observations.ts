/** The jobs that this process observes: each once, for as long as somebody here wants to know its end. */
import type { ExitFacts } from "@mlx/core";
import type { WakeUp } from "../../log/wake-up.ts";
import { createWakeUp } from "../../log/wake-up.ts";
import type { ContainerJob, JobContext } from "./job-context.ts";
import { observeToEnd } from "./observe-to-end.ts";

export interface Observations {
  /** Takes part in the observation of a job, which begins with the first who does. */
  join(job: ContainerJob): Participation;
}

export interface Participation {
  readonly ended: Promise<ExitFacts>;
  /** Resolves when the container was started, or is not to be started from here. */
  readonly started: Promise<void>;
  /** Woken by every new line that is captured here, and by the end. */
  readonly wakeUp: WakeUp;
  /** Lines are captured by this process, and not by another. */
  readonly isCapturedHere: () => boolean;
  /**
   * The last one to leave ends the observation, not the job. `soon`: he, or another, may come back in a
   * moment.
   */
  leave(options: { readonly soon: boolean }): void;
}

interface Observation extends Omit<Participation, "leave"> {
  readonly stop: AbortController;
  participants: number;
}

const lingerMilliseconds = 1000;

export function createObservations(context: JobContext): Observations {
  const observations = new Map<string, Observation>();

  function begin(job: ContainerJob): Observation {
    const stop = new AbortController();
    const started = Promise.withResolvers<void>();
    const wakeUp = createWakeUp();
    let isHeld = false;
    const ended = observeToEnd(job, context, {
      signal: stop.signal,
      onStarted: started.resolve,
      onWritten: wakeUp.wake,
      onClaim: (held) => {
        isHeld = held;
      },
    }).finally(() => {
      forget(job, observation);
      started.resolve();
      wakeUp.wake();
    });
    // Those who take part learn of a failure; without any, nobody has to.
    ended.catch(() => {});
    const isCapturedHere = () => isHeld;
    const shared = { ended, started: started.promise, wakeUp, isCapturedHere };
    const observation: Observation = { ...shared, stop, participants: 0 };
    observations.set(job.name, observation);
    return observation;
  }

  function forget({ name }: ContainerJob, observation: Observation): void {
    if (observations.get(name) === observation) observations.delete(name);
  }

  function endUnlessWanted(job: ContainerJob, observation: Observation): void {
    if (observation.participants > 0) return;
    forget(job, observation);
    observation.stop.abort();
  }

  function join(job: ContainerJob): Participation {
    const observation = observations.get(job.name) ?? begin(job);
    const { ended, started, wakeUp, isCapturedHere } = observation;
    observation.participants += 1;
    let left = false;
    function leave({ soon }: { readonly soon: boolean }): void {
      if (left) return;
      left = true;
      observation.participants -= 1;
      if (!soon) endUnlessWanted(job, observation);
      else setTimeout(() => endUnlessWanted(job, observation), lingerMilliseconds).unref();
    }
    return { ended, started, wakeUp, isCapturedHere, leave };
  }

  return { join };
}
