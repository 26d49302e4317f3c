import { Agent, request } from "node:http";
import type { TransformSpec } from "@mlx/core";

export type Posted =
  | { readonly type: "answered"; readonly body: Buffer }
  /** The same rows would be answered the same. */
  | { readonly type: "refused"; readonly problem: string }
  | { readonly type: "failed"; readonly problem: string };

const mostTries = 3;
const firstPauseMilliseconds = 500;
const longestExcerpt = 500;

/** Posts to a serve program; what may go better a second time is tried three times. */
export function createPoster(
  url: string,
  { contentType, timeoutSeconds, maxConcurrent }: TransformSpec,
  sleep: (milliseconds: number) => Promise<void>,
): (data: Buffer) => Promise<Posted> {
  const agent = new Agent({ keepAlive: true, maxSockets: maxConcurrent });
  return async (data) => {
    let last: Posted = { type: "failed", problem: "" };
    for (let tries = 0; tries < mostTries; tries += 1) {
      if (tries > 0) await sleep(firstPauseMilliseconds * 2 ** (tries - 1));
      last = await post(url, data, { agent, contentType, milliseconds: timeoutSeconds * 1000 });
      if (last.type !== "failed") return last;
    }
    return last;
  };
}

function post(
  url: string,
  data: Buffer,
  options: { readonly agent: Agent; readonly contentType: string; readonly milliseconds: number },
): Promise<Posted> {
  const { agent, contentType, milliseconds } = options;
  return new Promise((resolve) => {
    const finish = (posted: Posted) => {
      clearTimeout(timer);
      resolve(posted);
    };
    const asked = request(
      `${url}/invocations`,
      { agent, method: "POST", headers: { "content-type": contentType, "content-length": data.length } },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", (error) => finish({ type: "failed", problem: error.message }));
        answer.on("end", () => {
          const body = Buffer.concat(parts);
          const status = answer.statusCode ?? 0;
          if (status >= 200 && status < 300) finish({ type: "answered", body });
          else {
            const said = body.toString("utf8").trim().slice(0, longestExcerpt);
            const problem = `It was answered with ${status}${said === "" ? "" : `: ${said}`}.`;
            finish({ type: status >= 500 ? "failed" : "refused", problem });
          }
        });
      },
    );
    const timer = setTimeout(() => {
      const problem = `It was not answered within ${milliseconds / 1000} s.`;
      finish({ type: "refused", problem });
      asked.destroy();
    }, milliseconds);
    asked.on("error", (error) =>
      finish({ type: "failed", problem: `Its connection failed: ${error.message}.` }),
    );
    asked.end(data);
  });
}
