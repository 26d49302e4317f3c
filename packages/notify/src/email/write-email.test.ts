import { expect, test } from "vitest";
import { sampleDelivery } from "../../test/sample-delivery.ts";
import { writeEmail } from "./write-email.ts";

const failed = sampleDelivery("email/ann@example.org");

test("a failure", () => {
  const { subject, text } = writeEmail(failed);
  expect(subject).toBe("[mlx] nightly failed (retail/prod)");
  expect(text).toMatchInlineSnapshot(`
    "experiment/nightly failed.

      why            NON_ZERO_EXIT: it exited with code 1: no such column
                     hint: look at the header
      started        2026-01-01T02:00:03.000Z
      ended          2026-01-01T02:14:10.000Z (after 14 min 7 s)
      scheduled for  2026-01-01T02:00:00.000Z
      run            1a2b3c4d-0000-4000-8000-000000000000
      attempt        2
      task           train of instance/small
      project        retail/prod
      happened       2026-01-01T02:14:10.000Z

    The last lines of its log:

        Traceback (most recent call last):
        KeyError: 'price'

    What to do next:

        mlx runs show 1a2b3c4d --env prod
        mlx logs 1a2b3c4d --env prod
        mlx runs retry 1a2b3c4d --env prod

    -- 
    mlx sent this to the addresses in \`notification.email\` of the experiment.
    "
  `);
});

test("another try", () => {
  const run = {
    id: "1a2b3c4d-0000-4000-8000-000000000000",
    experiment: "experiment/nightly",
    state: "RETRY",
    reason: "OOM_KILLED",
    message: "it was killed for lack of memory",
    nextAttemptAt: "2026-01-01T02:15:00.000Z",
    attempt: 1,
    task: "train",
    instance: "instance/small",
  };
  const { subject, text } = writeEmail({
    ...failed,
    event: "run.retrying",
    payload: { data: { project: "retail", run } },
  });
  expect(subject).toBe("[mlx] nightly failed and is tried again (retail)");
  expect(text).toMatchInlineSnapshot(`
    "experiment/nightly failed and is tried again.

      why       OOM_KILLED: it was killed for lack of memory
      next try  2026-01-01T02:15:00.000Z
      run       1a2b3c4d-0000-4000-8000-000000000000
      attempt   1
      task      train of instance/small
      project   retail
      happened  2026-01-01T02:14:11.000Z

    What to do next:

        mlx runs show 1a2b3c4d
        mlx logs 1a2b3c4d

    -- 
    mlx sent this to the addresses in \`notification.email\` of the experiment.
    "
  `);
});

test("a schedule that could not start a run", () => {
  const { subject, text } = writeEmail({
    ...failed,
    event: "schedule.failed",
    payload: {
      timestamp: "2026-01-01T02:00:00.100Z",
      data: {
        project: "retail",
        tick: {
          experiment: "experiment/nightly",
          nominal: "2026-01-01T02:00:00.000Z",
          outcome: "FAILED",
          message: "instance/small has no trained model to score with",
        },
      },
    },
  });
  expect(subject).toBe("[mlx] nightly could not be started (retail)");
  expect(text).toMatchInlineSnapshot(`
    "experiment/nightly could not be started.

      why            instance/small has no trained model to score with
      scheduled for  2026-01-01T02:00:00.000Z
      project        retail
      happened       2026-01-01T02:00:00.100Z

    What to do next:

        mlx schedules history nightly
        mlx run nightly

    -- 
    mlx sent this to the addresses in \`notification.email\` of the experiment.
    "
  `);
});

test("a payload of which nothing is known still makes a message", () => {
  const { subject, text } = writeEmail({ ...failed, payload: {} });
  expect(subject).toContain("failed");
  expect(text).toContain("failed");
});

test("a test says that it is one", () => {
  const { subject, text } = writeEmail({ ...failed, payload: { data: { test: true, project: "retail" } } });
  expect(subject).toMatch(/^\[mlx\] test: /);
  expect(text).toContain("This message is a test");
});

test("an alias that was rolled back", () => {
  const { subject, text } = writeEmail({
    ...failed,
    event: "model.rolled-back",
    subject: "model/small",
    payload: {
      timestamp: "2026-01-01T02:00:00.100Z",
      data: {
        project: "retail",
        environment: "prod",
        promotion: {
          ...{ model: "small", alias: "champion", from: "model/small@v3", to: "model/small@v2" },
          ...{ how: "rollback", by: "ann@here", reason: "wrong prices" },
        },
      },
    },
  });
  expect(subject).toBe("[mlx] small was rolled back (retail/prod)");
  expect(text).toMatchInlineSnapshot(`
    "model/small was rolled back.

      alias     champion
      from      model/small@v3
      to        model/small@v2
      by        ann@here
      why       wrong prices
      project   retail/prod
      happened  2026-01-01T02:00:00.100Z

    What to do next:

        mlx models history small --evaluations --env prod
        mlx models list small --env prod

    -- 
    mlx sent this to the addresses in \`notification.email\` of the experiment.
    "
  `);
});

test("a version that its policy refused", () => {
  const { subject, text } = writeEmail({
    ...failed,
    event: "model.refused",
    subject: "model/small@v3",
    payload: {
      timestamp: "2026-01-01T02:00:00.100Z",
      data: {
        project: "retail",
        evaluation: {
          ...{ id: "e", model: "small", version: "model/small@v3", alias: "champion" },
          against: "model/small@v2",
          gates: [
            { type: "threshold", verdict: "passed", detail: "RMSE 2 <= 3" },
            { type: "beats", verdict: "failed", detail: "RMSE 2 does not beat 1 of champion v2" },
          ],
        },
      },
    },
  });
  expect(subject).toBe("[mlx] small@v3 did not pass its promotion policy (retail)");
  expect(text).toMatchInlineSnapshot(`
    "model/small@v3 did not pass its promotion policy.

      alias     champion
      why       passed: RMSE 2 <= 3
                failed: RMSE 2 does not beat 1 of champion v2
      version   model/small@v3
      against   model/small@v2
      project   retail
      happened  2026-01-01T02:00:00.100Z

    What to do next:

        mlx models history small --evaluations
        mlx models list small

    -- 
    mlx sent this to the addresses in \`notification.email\` of the experiment.
    "
  `);
});
