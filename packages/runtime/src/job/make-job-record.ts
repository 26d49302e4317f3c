import type { Clock, TaskSubmission } from "@mlx/core";
import { timestamp } from "@mlx/core";
import type { JobRecord, RecordedInput } from "./job-record.ts";

/** What is written down of a submission before anything else is done; it has no secrets. */
export function makeJobRecord(
  { runId, attempt, inputs, outputChannels }: TaskSubmission,
  clock: Pick<Clock, "now">,
): JobRecord {
  const recorded: RecordedInput[] = Object.entries(inputs).flatMap(([channel, files]) =>
    files.map(({ name, path, size, modifiedAt }) => ({ channel, name, path, size, modifiedAt })),
  );
  const submittedAt = timestamp(clock.now());
  return { version: 1, runId, attempt, submittedAt, outputChannels, inputs: recorded };
}
