import { expect, test } from "vitest";
import { isTerminal, runTransitions } from "./run.ts";

test("every state can be left but the terminal ones, and each leads to one of them", () => {
  const states = Object.keys(runTransitions) as (keyof typeof runTransitions)[];
  expect(states.filter(isTerminal)).toEqual(["DONE", "FAILED", "ABORTED"]);
  for (const state of states) {
    const reached = new Set([state]);
    for (const from of reached) for (const to of runTransitions[from]) reached.add(to);
    expect([...reached].some(isTerminal)).toBe(true);
  }
});
