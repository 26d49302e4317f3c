import type Docker from "dockerode";

/** Told of each call that the engine answered, well or not. */
export type CallObserver = (operation: string, milliseconds: number) => void;

/**
 * Measures every call of a client, in the one function that all of them go through. Of a stream it is the time until
 * its beginning. What waits for something to happen is left out: its time says nothing about the engine.
 */
export function measureCalls(docker: Docker, observe: CallObserver): void {
  const { modem } = docker;
  const dial = modem.dial.bind(modem);
  modem.dial = (options, callback) => {
    const { method = "GET", path = "" } = options;
    const operation = operationOf(method, path);
    const began = performance.now();
    dial(options, (error, result) => {
      if (!waiting.has(operation)) observe(operation, performance.now() - began);
      callback?.(error, result);
    });
  };
}

const waiting = new Set(["containers.wait", "events", "build", "images.create"]);
const collections = new Set(["create", "json", "prune", "get", "load", "search"]);

/** `POST /containers/4f…/start?` is `containers.start`: few names, whatever is asked for. */
export function operationOf(method: string, path: string): string {
  const [route = ""] = path.split("?");
  const [noun = "", second, ...rest] = route.split("/").filter((part) => part !== "");
  if (second === undefined) return noun;
  if (rest.length === 0) {
    if (collections.has(second)) return `${noun}.${second === "json" ? "list" : second}`;
    return `${noun}.${method === "DELETE" ? "remove" : "inspect"}`;
  }
  const last = rest.at(-1) ?? "";
  // The name of an image has slashes of its own.
  if (method === "DELETE") return `${noun}.remove`;
  return `${noun}.${last === "json" ? "inspect" : last}`;
}
