import { expect, it } from "vitest";
import { containerLimits } from "./container-limits.ts";
import { effectiveSettings } from "./container-settings.ts";

const engine = { cpus: 4, memoryInMB: 10_000 };
const limitsOf = (fields: object) =>
  containerLimits({ specification: { type: "ContainerTaskSpec", ...fields } }, engine);

it("gives what is asked for, else three quarters of the memory", () => {
  expect(limitsOf({ cpus: "2.5", memoryInMB: 64, gpus: 1 })).toEqual({ cpus: 2.5, memoryInMB: 64, gpus: 1 });
  expect(containerLimits({}, engine)).toEqual({ memoryInMB: 7500, gpus: 0 });
});

it.each([
  [{ cpus: 4.5 }, "the container engine cannot give 4.5 cpus", "0.01 to 4"],
  [{ cpus: 0.001 }, "the container engine cannot give 0.001 cpus", "0.01 to 4"],
  [{ memoryInMB: 10_001 }, "the container engine cannot give 10001 MiB of memory", "6 to 10000"],
  [{ memoryInMB: 5 }, "the container engine cannot give 5 MiB of memory", "6 to 10000"],
])("refuses %j with the numbers", (fields, summary, detail) => {
  expect(() => limitsOf(fields)).toThrow(
    expect.objectContaining({ code: "MLX4037", summary, detail: expect.stringContaining(detail) }),
  );
});

it("refuses a runtime that the engine does not have, and names those that it has", () => {
  const container = { profile: "strict", pull: "missing", runtime: "runsc" } as const;
  expect(effectiveSettings({ container }, { runtimes: ["runc", "runsc"] }).network).toBe("none");
  expect(() => effectiveSettings({ container }, { runtimes: ["runc", "kata"] })).toThrow(
    expect.objectContaining({ code: "MLX4037", detail: expect.stringContaining("kata, runc") }),
  );
});
