import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import type { TransformSpec } from "@mlx/core";

/** What is sent in one request, or why the file cannot be cut into requests. */
export type Payload = { readonly data: Buffer } | { readonly problem: string };

const newline = 10;

/** The file as requests, in order, none larger than may be; at most one of them is held at a time. */
export async function* cutPayloads(
  path: string,
  { split, maxPayload }: Pick<TransformSpec, "split" | "maxPayload">,
): AsyncGenerator<Payload> {
  if (split === "lines") {
    yield* cutLines(path, maxPayload);
    return;
  }
  const { size } = await stat(path);
  if (size > maxPayload)
    yield {
      problem: `It has ${size} bytes, and a request may have ${maxPayload}: raise \`maxPayloadInMB\`, or cut it by \`split: lines\`.`,
    };
  else yield { data: await readFile(path) };
}

async function* cutLines(path: string, most: number): AsyncGenerator<Payload> {
  let held: Buffer[] = [];
  let size = 0;
  let number = 0;
  for await (const line of readLines(path, most)) {
    number += 1;
    if (line.length > most) {
      yield {
        problem: `Line ${number} is longer than a request may be, ${most} bytes: raise \`maxPayloadInMB\`.`,
      };
      return;
    }
    if (size + line.length > most) {
      yield { data: Buffer.concat(held) };
      held = [];
      size = 0;
    }
    held.push(line);
    size += line.length;
  }
  if (size > 0) yield { data: Buffer.concat(held) };
}

/** With their newlines. One that is longer than `most` comes as soon as that is seen, and is the last. */
async function* readLines(path: string, most: number): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  const stream: AsyncIterable<Buffer> = createReadStream(path);
  for await (const part of stream) {
    let data = rest.length === 0 ? part : Buffer.concat([rest, part]);
    for (let end = data.indexOf(newline); end >= 0; end = data.indexOf(newline)) {
      yield data.subarray(0, end + 1);
      data = data.subarray(end + 1);
    }
    rest = data;
    if (rest.length > most) break;
  }
  if (rest.length > 0) yield rest;
}
