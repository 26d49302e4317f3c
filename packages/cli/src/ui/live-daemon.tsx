import type { DaemonView } from "@mlx/app";
import type { RunRecord } from "@mlx/core";
import { Box, Text } from "ink";
import type { DaemonPicture } from "../progress/daemon-picture.ts";
import type { ViewOptions } from "../view-options.ts";
import { count, formatDuration, formatRelative, formatTime, formatTimeOfDay } from "../views/format.ts";
import { toLogText, toPlainText, truncate } from "../views/layout.ts";
import { shortId } from "../views/names.ts";
import { describeStatus, waitOf } from "../views/run-status.ts";
import { renderSlots } from "../views/slots.ts";

export interface LiveDaemonProps {
  readonly picture: DaemonPicture;
  /** Its `now` and `utcOffset` count; colours are painted here. */
  readonly view: ViewOptions;
  /** Of the terminal: columns and rows. */
  readonly width: number;
  readonly rows: number;
  /** The last word to the person, such as what Ctrl-C will do next. */
  readonly note?: string;
}

/** A daemon while it goes on: what runs, waits, comes next, and what has just happened. */
export function LiveDaemon({ picture, view, width, rows, note }: LiveDaemonProps) {
  const { daemon, state, view: now, news, problems } = picture;
  // What a section may take of the screen, so that the whole is never taller.
  const share = Math.max(2, Math.floor((rows - 12) / 4));
  const fit = (text: string, indent = 2) => truncate(text, width - indent - 1);
  const since = daemon === undefined ? 0 : view.now - Date.parse(daemon.startedAt);
  return (
    <Box flexDirection="column">
      <Text wrap="truncate">
        <Text bold>mlx up</Text>
        <Text color={state === "up" ? "green" : "yellow"}>{`  ${state}`}</Text>
        <Text dimColor>
          {daemon === undefined
            ? ""
            : `  ${formatDuration(Math.floor(since / 1000) * 1000)}  process ${daemon.identity.pid}  ${daemon.url}`}
        </Text>
      </Text>
      {problems.map((problem) => (
        <Text key={problem} color="red">{`  ! ${fit(toPlainText(problem), 4)}`}</Text>
      ))}
      {now === undefined ? null : (
        <>
          <Text dimColor>{`  ${fit(renderSlots(now.slots))}`}</Text>
          <Section title="Running" all={now.runningCount} shown={Math.min(share, now.running.length)}>
            {now.running.slice(0, share).map((record) => (
              <Running key={record.run.id} record={record} picture={picture} now={view.now} width={width} />
            ))}
          </Section>
          <Section title="Waiting" all={now.waitingCount} shown={Math.min(share, now.waiting.length)}>
            {now.waiting.slice(0, share).map(({ run }) => (
              <Text key={run.id}>
                {`  ${fit(`${shortId(run.id)}  ${run.experiment ?? run.instance}  ${waitOf(run, view.now)}`)}`}
              </Text>
            ))}
          </Section>
          <NextFires fires={now.next.slice(0, share)} view={view} fit={fit} />
        </>
      )}
      {news.length === 0 ? null : <Text bold>Last</Text>}
      {news.slice(-share).map(({ at, text }, index) => (
        // Two lines may have the same time and text; their place is what tells them apart.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <Text key={`${index}-${at}`} dimColor>
          {`  ${fit(`${formatTimeOfDay(at, view)} ${text}`)}`}
        </Text>
      ))}
      {note === undefined ? null : <Text color="yellow">{fit(note, 0)}</Text>}
    </Box>
  );
}

function Section({
  title,
  all,
  shown,
  children,
}: {
  readonly title: string;
  readonly all: number;
  readonly shown: number;
  readonly children: readonly React.ReactNode[];
}) {
  if (all === 0) return null;
  return (
    <>
      <Text bold>{`${title}  ${count(all, "run")}`}</Text>
      {children}
      {all > shown ? <Text dimColor>{`  … and ${all - shown} more`}</Text> : null}
    </>
  );
}

function Running({
  record: { run },
  picture,
  now,
  width,
}: {
  readonly record: RunRecord;
  readonly picture: DaemonPicture;
  readonly now: number;
  readonly width: number;
}) {
  const took =
    run.startedAt === undefined
      ? ""
      : formatDuration(Math.floor((now - Date.parse(run.startedAt)) / 1000) * 1000);
  const head = `${shortId(run.id)}  ${run.experiment ?? run.instance}  ${describeStatus(run.status).replace("RUNNING ", "")}  ${took}`;
  const said = toLogText(picture.lines.get(run.id) ?? "");
  const room = width - head.length - 6;
  return (
    <Text wrap="truncate">
      {`  ${truncate(head, width - 3)}`}
      {run.suspectSince === undefined ? null : <Text color="yellow">{"  its worker is silent"}</Text>}
      {said === "" || room < 10 ? null : <Text dimColor>{`  │ ${truncate(said, room)}`}</Text>}
    </Text>
  );
}

function NextFires({
  fires,
  view,
  fit,
}: {
  readonly fires: DaemonView["next"];
  readonly view: ViewOptions;
  readonly fit: (text: string) => string;
}) {
  if (fires.length === 0) return <Text dimColor>No schedule fires next.</Text>;
  return (
    <>
      <Text bold>Next</Text>
      {fires.map(({ experiment, at }) => (
        <Text key={`${experiment} ${at}`}>
          {`  ${fit(`${formatTime(Date.parse(at), view)}  ${formatRelative(Date.parse(at), view.now)}  ${experiment}`)}`}
        </Text>
      ))}
    </>
  );
}
