import type { Digest, Executor, TaskSubmission } from "@mlx/core";
import { InternalError } from "@mlx/core";
import { afterAll, beforeAll, describe } from "vitest";
import { contractConformance } from "./contract-conformance.ts";
import { endingConformance } from "./ending-conformance.ts";
import { identityConformance } from "./identity-conformance.ts";
import { logConformance } from "./log-conformance.ts";

/** One executor under test, with what the suite needs around it. */
export interface ExecutorHarness {
  readonly executor: Executor;
  /** Another executor over the same state, as another process would make it. */
  reopen(): Executor;
  /** Stores a source folder in the artifact store that the executor reads. */
  addSource(files: { readonly [path: string]: string }): Promise<Digest>;
  /** What its tasks need besides the suite's own fields, such as an image. */
  readonly taskDefaults?: Partial<TaskSubmission>;
  /**
   * How a program's children end that it leaves behind: they are looked for and stopped, which is a
   * warning, or they go with the container, and nobody sees them.
   */
  readonly remains: "stopped" | "gone";
  /** A new folder for data, removed at the end. */
  makeFolder(): Promise<string>;
  /** Every folder in which the executor keeps anything about its jobs. */
  readonly stateFolders: readonly string[];
  /**
   * A program that reads a submission (JSON) from its standard input, submits it to the same state,
   * prints `submitted`, and waits for its end.
   */
  readonly observer: readonly [string, ...string[]];
  close(): Promise<void>;
}

/** What every executor promises, whatever it runs tasks in. */
export function executorConformance(
  name: string,
  createHarness: () => Promise<ExecutorHarness>,
  options: { readonly floodBytes: number },
): void {
  describe(`executor conformance: ${name}`, () => {
    let harness: ExecutorHarness | undefined;
    beforeAll(async () => {
      harness = await createHarness();
    });
    afterAll(() => harness?.close());
    const current = () => {
      if (harness === undefined) throw new InternalError("the harness is made before the first test");
      return harness;
    };
    identityConformance(current);
    endingConformance(current);
    contractConformance(current);
    logConformance(current, options);
  });
}
