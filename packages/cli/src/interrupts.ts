export type InterruptSignal = "SIGINT" | "SIGTERM";

/** Ctrl-C and termination, for commands that end in order. While nobody listens, they end the process. */
export interface Interrupts {
  listen(listener: (signal: InterruptSignal) => void): { close(): void };
  /** Runs `use` with a signal that the first interrupt aborts; a second one ends the process. */
  during<T>(use: (signal: AbortSignal) => Promise<T>): Promise<T>;
}

interface SignalSource {
  on(signal: InterruptSignal, listener: (signal: InterruptSignal) => void): unknown;
  off(signal: InterruptSignal, listener: (signal: InterruptSignal) => void): unknown;
}

export function createInterrupts(source: SignalSource): Interrupts {
  const listen: Interrupts["listen"] = (listener) => {
    source.on("SIGINT", listener);
    source.on("SIGTERM", listener);
    return {
      close: () => {
        source.off("SIGINT", listener);
        source.off("SIGTERM", listener);
      },
    };
  };
  return {
    listen,
    during: async (use) => {
      const controller = new AbortController();
      const listening = listen(() => {
        controller.abort();
        // Then a second one ends the process. Not yet: a library that cleans up when a process ends
        // (signal-exit, below proper-lockfile) ends it in this very turn where it listens alone.
        setImmediate(() => listening.close());
      });
      try {
        return await use(controller.signal);
      } finally {
        listening.close();
      }
    },
  };
}
