import type { ServiceView } from "@mlx/app";
import { formatAddress } from "@mlx/core";
import { expect, test } from "vitest";
import { modelOf, recordOf, viewOf } from "../../test/values.ts";
import { renderService } from "./service.ts";
import { renderServiceNotes, renderServices } from "./services.ts";

const instance = formatAddress({ kind: "instance", name: "retail-default" });
const experiment = (name: string) => formatAddress({ kind: "experiment", name });

function serviceOf(name: string, changes: Partial<ServiceView> = {}): ServiceView {
  const selector = { type: "latest" } as const;
  return {
    service: formatAddress({ kind: "service", name }),
    spec: {
      ...{ tags: {}, enabled: true, lifecycle: { protect: false, ignore: [] }, dependsOn: [] },
      ...{ instance, model: selector },
    },
    creation: "once",
    model: { name: "retail-default", selector, written: "latest", version: modelOf(3) },
    training: { experiment: experiment(`${name}-training`), lastRun: recordOf(), lastDone: recordOf() },
    troubles: [],
    ...changes,
  };
}

const alias = { type: "alias", alias: "champion" } as const;
const waiting = serviceOf("waiting", {
  model: {
    ...{ name: "retail-default", selector: alias, written: "@champion" },
    waitsFor: "a version of model/retail-default that bears @champion",
  },
});
const troubled = serviceOf("troubled", {
  troubles: ["the last scoring failed (run 1a2b3c4d): it exited with 1"],
});
const announced = serviceOf("announced", {
  scoring: {
    experiment: experiment("announced-scoring"),
    announced: {
      ...{
        id: "a",
        experiment: experiment("announced-scoring"),
        actor: "ann@here",
        at: "2026-01-31T11:00:00.000Z",
      },
      because: "first scoring of service/announced",
      problem: "it waits for run 1a2b3c4d of experiment/announced-training, which is RUNNING",
    },
  },
});

test("services, with what they wait for and what is wrong", () => {
  const services = [announced, serviceOf("good"), troubled, waiting];
  const text = renderServices({ services, hasDaemon: false }, viewOf());
  expect(text.split("\n").map((line) => line.trimEnd())).toEqual([
    "SERVICE    STATE    MODEL      VERSION  TRAINED    SCORED",
    "announced  WAITING  latest     v3       1 min ago  –",
    "good       READY    latest     v3       1 min ago  –",
    "troubled   TROUBLE  latest     v3       1 min ago  –",
    "waiting    WAITING  @champion  –        1 min ago  –",
    "",
    "… announced: first scoring of service/announced: it waits for run 1a2b3c4d of experiment/announced-training, which is RUNNING",
    "✗ troubled: the last scoring failed (run 1a2b3c4d): it exited with 1",
    "… waiting: waits for a version of model/retail-default that bears @champion",
  ]);
});

test("status counts them and names those in trouble", () => {
  expect(renderServiceNotes([serviceOf("good"), troubled], viewOf())).toBe(
    "2 services, 1 in trouble\n✗ troubled: the last scoring failed (run 1a2b3c4d): it exited with 1",
  );
});

test("of a trouble of several lines each has its own", () => {
  const row = serviceOf("lost", { troubles: ["no file:\na.csv\nb.csv"] });
  expect(renderServiceNotes([row], viewOf()).split("\n").slice(1)).toEqual([
    "✗ lost: no file:",
    "    a.csv",
    "    b.csv",
  ]);
});

test("a service that waits says for what, and what to do", () => {
  const lines = renderService(waiting, viewOf()).split("\n");
  expect(lines[0]).toBe("service/waiting  WAITING");
  expect(lines).toContain(
    "  model     @champion: waits for a version of model/retail-default that bears @champion",
  );
  expect(lines.at(-1)).toBe("Next: `mlx run service/waiting --task train`");
});
