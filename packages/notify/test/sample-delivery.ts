import type { Delivery } from "@mlx/core";

/** As the engine makes them. */
export function sampleDelivery(target: string): Delivery {
  return {
    id: "0f0e0d0c-0000-4000-8000-000000000001",
    event: "run.failed",
    target,
    subject: "run/1a2b3c4d-0000-4000-8000-000000000000",
    payload: {
      version: 1,
      type: "run.failed",
      timestamp: "2026-01-01T02:14:10.000Z",
      text: "experiment/nightly failed (retail/prod)",
      data: {
        project: "retail",
        environment: "prod",
        run: {
          id: "1a2b3c4d-0000-4000-8000-000000000000",
          task: "train",
          trigger: "schedule",
          instance: "instance/small",
          experiment: "experiment/nightly",
          state: "FAILED",
          reason: "NON_ZERO_EXIT",
          message: "it exited with code 1: no such column\nhint: look at the header",
          attempt: 2,
          createdAt: "2026-01-01T02:00:00.000Z",
          startedAt: "2026-01-01T02:00:03.000Z",
          endedAt: "2026-01-01T02:14:10.000Z",
          scheduledAt: "2026-01-01T02:00:00.000Z",
          lastLines: ["Traceback (most recent call last):", "KeyError: 'price'"],
        },
      },
    },
    state: "WAITING",
    createdAt: "2026-01-01T02:14:11.000Z",
    attempts: [],
  };
}
