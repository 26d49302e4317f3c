import type { IncomingMessage } from "node:http";

export type Body =
  | { readonly type: "whole"; readonly data: Buffer }
  | { readonly type: "too-large" }
  | { readonly type: "too-slow" }
  /** Whoever sent it went away. */
  | { readonly type: "gone" };

export interface BodyLimits {
  /** Bytes. */
  readonly most: number;
  /** Until it is there. */
  readonly milliseconds: number;
  /** Without a byte of it. */
  readonly silenceMilliseconds: number;
}

const empty = Buffer.alloc(0);

/**
 * Takes a request's whole body, so that a slow sender keeps no replica waiting, and a request that a replica
 * did not answer can be given to another. One that says that it is too large is not read at all.
 */
export function readBody(request: IncomingMessage, limits: BodyLimits): Promise<Body> | Body {
  const { most, milliseconds, silenceMilliseconds } = limits;
  const said = request.headers["content-length"];
  if (said !== undefined && Number(said) > most) return { type: "too-large" };
  if (said === "0" || (said === undefined && request.headers["transfer-encoding"] === undefined))
    return { type: "whole", data: empty };
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const finish = (body: Body) => {
      clearTimeout(whole);
      clearTimeout(silence);
      request.off("data", onData).off("end", onEnd).off("error", onGone).off("close", onGone);
      if (body.type !== "whole") request.pause();
      resolve(body);
    };
    const onData = (part: Buffer) => {
      size += part.length;
      if (size > most) {
        finish({ type: "too-large" });
        return;
      }
      parts.push(part);
      silence.refresh();
    };
    const onEnd = () => {
      const [only] = parts;
      finish({ type: "whole", data: parts.length === 1 && only !== undefined ? only : Buffer.concat(parts) });
    };
    const onGone = () => finish({ type: "gone" });
    const onSlow = () => finish({ type: "too-slow" });
    const whole = setTimeout(onSlow, milliseconds);
    const silence = setTimeout(onSlow, silenceMilliseconds);
    request.on("data", onData).on("end", onEnd).on("error", onGone).on("close", onGone);
  });
}
