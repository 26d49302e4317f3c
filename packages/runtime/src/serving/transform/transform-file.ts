import { mkdir, open } from "node:fs/promises";
import { dirname } from "node:path";
import type { TransformSpec } from "@mlx/core";
import { cutPayloads } from "./cut-payloads.ts";
import type { Posted } from "./post-payload.ts";

/** Sends a file and writes the answers in the order of the requests; returns why it could not, if so. */
export async function transformFile(
  { from, to }: { readonly from: string; readonly to: string },
  transform: TransformSpec,
  post: (data: Buffer) => Promise<Posted>,
): Promise<string | undefined> {
  await mkdir(dirname(to), { recursive: true });
  const output = await open(to, "w");
  const underWay: Promise<Posted>[] = [];
  const writeNext = async (): Promise<string | undefined> => {
    const posted = await underWay.shift();
    if (posted === undefined) return undefined;
    if (posted.type !== "answered") return posted.problem;
    const { body } = posted;
    // Answers to lines are lines, whatever ended the last of them.
    const isOpen = transform.split === "lines" && body.length > 0 && body.at(-1) !== newline;
    const whole = isOpen ? Buffer.concat([body, Buffer.from("\n")]) : body;
    await output.writeFile(whole);
    return undefined;
  };
  try {
    for await (const payload of cutPayloads(from, transform)) {
      if ("problem" in payload) return payload.problem;
      underWay.push(post(payload.data));
      if (underWay.length < transform.maxConcurrent) continue;
      const problem = await writeNext();
      if (problem !== undefined) return problem;
    }
    while (underWay.length > 0) {
      const problem = await writeNext();
      if (problem !== undefined) return problem;
    }
    return undefined;
  } finally {
    await output.close();
  }
}

const newline = 10;
