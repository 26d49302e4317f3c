import { expect, it } from "vitest";
import { createPullProgress, type PullEvent } from "./pull-progress.ts";

function downloading(id: string, current: number, total: number): PullEvent {
  return { id, status: "Downloading", progressDetail: { current, total } };
}

it("tells of each tenth of what is known to come", () => {
  const progress = createPullProgress("ghcr.io/acme/x");
  const events: PullEvent[] = [
    { status: "Pulling from acme/x", id: "1.4" },
    { id: "c", status: "Already exists" },
    { id: "a", status: "Pulling fs layer" },
    downloading("a", 1_000_000, 20_000_000),
    downloading("a", 1_100_000, 20_000_000),
    downloading("b", 0, 100_000_000),
    downloading("b", 50_000_000, 100_000_000),
    { id: "a", status: "Download complete" },
    { id: "a", status: "Extracting", progressDetail: { current: 1, total: 2 } },
    { id: "b", status: "Download complete" },
    { status: "Digest: sha256:1" },
  ];
  expect(events.map(progress).filter((line) => line !== undefined)).toEqual([
    "pulling ghcr.io/acme/x 1.0 of 20 MB",
    "pulling ghcr.io/acme/x 51 of 120 MB",
    "pulling ghcr.io/acme/x 70 of 120 MB",
    "pulling ghcr.io/acme/x 120 of 120 MB",
  ]);
});
