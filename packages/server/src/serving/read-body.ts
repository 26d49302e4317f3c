import type { IncomingMessage } from "node:http";
import type { BodyRoom } from "./body-room.ts";
import type { Ending } from "./ending.ts";

export type Body =
  | { readonly type: "whole"; readonly data: Buffer }
  | { readonly type: "too-large" }
  | { readonly type: "too-slow" }
  /** Too much of other requests is held. */
  | { readonly type: "no-room" }
  /** Whoever sent it went away. */
  | { readonly type: "gone" };

export interface BodyLimits {
  /** Bytes. */
  readonly most: number;
  /** Without a byte of it. */
  readonly silenceMilliseconds: number;
  /** What a whole body takes of it is given back by whoever has read it. */
  readonly room: BodyRoom;
}

const empty = Buffer.alloc(0);

/**
 * Takes a request's whole body, so that a slow sender keeps no replica waiting, and a request that a replica
 * did not answer can be given to another. One that says that it is too large is not read at all. `ending`: it
 * has to be there before that.
 */
export function readBody(
  request: IncomingMessage,
  { most, silenceMilliseconds, room }: BodyLimits,
  ending: Ending,
): Promise<Body> | Body {
  const said = request.headers["content-length"];
  if (said !== undefined && Number(said) > most) return { type: "too-large" };
  if (said === "0" || (said === undefined && request.headers["transfer-encoding"] === undefined))
    return { type: "whole", data: empty };
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let size = 0;
    const finish = (body: Body) => {
      clearTimeout(silence);
      ending.tell = undefined;
      request.off("data", onData).off("end", onEnd);
      if (body.type !== "whole") {
        room.giveBack(size);
        request.pause();
      }
      resolve(body);
    };
    const onData = (part: Buffer) => {
      if (size + part.length > most) {
        finish({ type: "too-large" });
        return;
      }
      if (!room.take(part.length, size)) {
        finish({ type: "no-room" });
        return;
      }
      size += part.length;
      parts.push(part);
      silence.refresh();
    };
    const onEnd = () => {
      const [only] = parts;
      finish({ type: "whole", data: parts.length === 1 && only !== undefined ? only : Buffer.concat(parts) });
    };
    const silence = setTimeout(() => finish({ type: "too-slow" }), silenceMilliseconds);
    ending.tell = () => finish({ type: ending.reason === "gone" ? "gone" : "too-slow" });
    request.on("data", onData).on("end", onEnd);
  });
}
