import { request } from "node:http";
import { isJsonObject, type JsonObject } from "@mlx/core";

export interface DaemonAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

const patienceMilliseconds = 5_000;

/** Asks a daemon on its socket; `undefined` where nobody answers there. Never rejects. */
export function askDaemon(
  socketPath: string,
  method: "GET" | "POST",
  path: string,
): Promise<DaemonAnswer | undefined> {
  return new Promise((done) => {
    const asked = request(
      { socketPath, method, path, headers: { host: "localhost" }, timeout: patienceMilliseconds },
      (response) => {
        let text = "";
        response.setEncoding("utf8");
        response.on("data", (chunk: string) => {
          text += chunk;
        });
        response.once("error", () => done(undefined));
        response.once("end", () => done({ status: response.statusCode ?? 0, body: parse(text) }));
      },
    );
    asked.once("timeout", () => asked.destroy());
    asked.once("error", () => done(undefined));
    asked.once("close", () => done(undefined));
    asked.end();
  });
}

function parse(text: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
