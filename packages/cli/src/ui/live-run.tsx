import { reasonOf } from "@mlx/documents";
import { Box, Text } from "ink";
import { type RunPicture, stepsOf } from "../progress/run-picture.ts";
import { formatDuration, formatNumber } from "../views/format.ts";
import { toLogText, toPlainText, truncate } from "../views/layout.ts";
import { shortId } from "../views/names.ts";
import { describeRemedy, neverMetOf } from "../views/never-met.ts";
import { describeStatus } from "../views/run-status.ts";

export interface LiveRunProps {
  readonly picture: RunPicture;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Columns. */
  readonly width: number;
  /** The last word to the person, such as what Ctrl-C will do next. */
  readonly note?: string;
}

const spinner = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];
const barWidth = 24;
const linesShown = 8;

/** A run while it goes on: phase, time, progress, metrics, the last lines of its log. */
export function LiveRun({ picture, now, width, note }: LiveRunProps) {
  const { run, since, step, metrics, lines, warnings } = picture;
  if (run === undefined) return <Text dimColor>starting</Text>;
  const elapsed = since === undefined ? "" : formatDuration(Math.floor((now - since) / 1000) * 1000);
  const values = [...metrics.values()].map(({ name, value }) => `${name}=${formatNumber(value)}`).join("  ");
  const never = neverMetOf(run);
  const active = run.status.state === "RUNNING" ? reasonOf(run.status) : describeStatus(run.status);
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text color="cyan">{spinner[Math.floor(now / 1000) % spinner.length]} </Text>
        <Text bold>{`${run.task} of ${run.experiment ?? run.instance}`}</Text>
        <Text dimColor>{`  run ${shortId(run.id)}`}</Text>
        <Text color="cyan">{`  ${active}`}</Text>
        <Text dimColor>{elapsed === "" ? "" : `  ${elapsed}`}</Text>
      </Text>
      {step === undefined ? null : <Text dimColor>{`  ${truncate(toPlainText(step), width - 4)}`}</Text>}
      {run.status.state === "PENDING" && run.status.message !== undefined ? (
        <Text dimColor>{`  ${truncate(toPlainText(run.status.message), width - 4)}`}</Text>
      ) : null}
      {never === undefined ? null : (
        <Text color="yellow">{`  it never starts so: ${describeRemedy(never)}`}</Text>
      )}
      <Steps picture={picture} />
      {values === "" ? null : <Text>{`  ${truncate(toPlainText(values), width - 4)}`}</Text>}
      {warnings.slice(-2).map((warning) => (
        <Text key={warning} color="yellow">{`  ! ${truncate(toPlainText(warning), width - 6)}`}</Text>
      ))}
      {lines.slice(-linesShown).map(({ at, text }, index) => (
        // Two lines may have the same time and text; their place is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Text key={`${index}-${at}`} dimColor>
          {`  │ ${truncate(toLogText(text), width - 6)}`}
        </Text>
      ))}
      {note === undefined ? null : <Text color="yellow">{truncate(note, width - 1)}</Text>}
    </Box>
  );
}

function Steps({ picture }: { readonly picture: RunPicture }) {
  const steps = stepsOf(picture);
  if (steps === undefined) return null;
  const { done, total } = steps;
  if (total === undefined) return <Text>{`  step ${done}`}</Text>;
  const filled = Math.round((done / total) * barWidth);
  return (
    <Text>
      {"  "}
      <Text color="green">{"█".repeat(filled)}</Text>
      <Text dimColor>{"░".repeat(barWidth - filled)}</Text>
      {` ${done}/${total}`}
    </Text>
  );
}
