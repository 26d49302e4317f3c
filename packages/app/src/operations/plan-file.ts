import { readFile } from "node:fs/promises";
import { digestOfJson, isJsonObject, type Plan, type Result, systemErrorCode, toResult } from "@mlx/core";
import { planFileUnreadable } from "../errors.ts";
import { replaceFile } from "../replace-file.ts";

/** The file: the plan, and a digest over it, so that an edited or cut-off file is noticed. */
export function writePlanFile(path: string, plan: Plan): Promise<Result<void>> {
  return toResult(async () => {
    const document = { version: 1, kind: "plan", digest: digestOfJson(plan), plan };
    await replaceFile(path, `${JSON.stringify(document, null, 2)}\n`);
  });
}

export function readPlanFile(path: string): Promise<Result<Plan>> {
  return toResult(async () => {
    const document = parse(path, await read(path));
    if (!isJsonObject(document) || document.kind !== "plan")
      throw planFileUnreadable(path, "it is another file");
    if (document.version !== 1)
      throw planFileUnreadable(
        path,
        `its version is ${String(document.version)}, and this mlx reads version 1`,
      );
    if (!isPlan(document.plan) || document.digest !== digestOfJson(document.plan))
      throw planFileUnreadable(path, "it was changed since it was written");
    return document.plan;
  });
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    throw planFileUnreadable(
      path,
      code === "ENOENT" ? "there is no such file" : `it cannot be read (${code})`,
    );
  }
}

function parse(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw planFileUnreadable(path, "it is not JSON");
  }
}

/** The digest vouches for the rest of the shape. */
function isPlan(value: unknown): value is Plan {
  return isJsonObject(value) && value.version === 1 && Array.isArray(value.changes);
}
