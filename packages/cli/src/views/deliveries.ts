import type { TestedTarget } from "@mlx/app";
import type { Delivery, DeliveryAttempt } from "@mlx/core";
import type { Colours, ViewOptions } from "../view-options.ts";
import { renderFacts } from "./facts.ts";
import { count, formatDuration, formatMoment, formatRelative } from "./format.ts";
import { indent, toPlainText } from "./layout.ts";
import { shortId } from "./names.ts";
import { highlight } from "./prose.ts";
import { renderTable } from "./table.ts";

/** Deliveries, one a line, newest first. */
export function renderDeliveries(deliveries: readonly Delivery[], view: ViewOptions): string {
  if (deliveries.length === 0) return "No deliveries.";
  const { colours, now } = view;
  return renderTable<Delivery>(
    [
      { header: "ID", value: ({ id }) => shortId(id) },
      {
        header: "STATE",
        value: ({ state }) => state,
        colour: (text, { state }) => paintState(text, state, colours),
      },
      { header: "EVENT", value: ({ event }) => event },
      { header: "TARGET", value: ({ target }) => target, least: 12 },
      { header: "ABOUT", value: ({ subject }) => shortSubject(subject), least: 12, optional: 2 },
      { header: "CREATED", value: ({ createdAt }) => formatRelative(Date.parse(createdAt), now) },
      {
        header: "TRIED",
        value: ({ attempts }) => (attempts.length === 0 ? "" : String(attempts.length)),
        align: "right",
      },
      { header: "LAST", value: (delivery) => lastWord(delivery, now), least: 16, optional: 1 },
    ],
    deliveries,
    view,
  );
}

function lastWord({ attempts, state, nextAttemptAt }: Delivery, now: number): string {
  const last = attempts.at(-1);
  if (last === undefined) return "";
  const again =
    state === "WAITING" && nextAttemptAt !== undefined
      ? `, again ${formatRelative(Date.parse(nextAttemptAt), now)}`
      : "";
  return `${last.problem ?? last.answer ?? "taken"}${again}`;
}

export function renderDelivery(delivery: Delivery, view: ViewOptions): string {
  const { id, event, target, subject, payload, state, createdAt, nextAttemptAt, attempts } = delivery;
  const { colours } = view;
  const facts = renderFacts(
    [
      ["state", paintState(state, state, colours)],
      ["event", event],
      ["target", toPlainText(target)],
      ["about", subject],
      ["created", formatMoment(createdAt, view)],
      [
        "next attempt",
        nextAttemptAt === undefined || state !== "WAITING" ? undefined : formatMoment(nextAttemptAt, view),
      ],
    ],
    colours,
  );
  const tried = attempts.map((attempt, index) => `  ${index + 1}: ${describeAttempt(attempt, view)}`);
  return [
    [colours.bold(`delivery/${id}`), ...facts].join("\n"),
    ...(tried.length === 0 ? [] : [[colours.bold("Attempts"), ...tried].join("\n")]),
    [colours.bold("Payload"), ...indent(JSON.stringify(payload, null, 2).split("\n"), "  ")].join("\n"),
  ].join("\n\n");
}

function describeAttempt({ at, milliseconds, answer, problem }: DeliveryAttempt, view: ViewOptions): string {
  const parts = [formatMoment(at, view), formatDuration(milliseconds), problem ?? "taken", answer];
  return parts
    .filter((part) => part !== undefined)
    .map(toPlainText)
    .join(" · ");
}

export function renderTested({ delivery, attempt, result }: TestedTarget, view: ViewOptions): string {
  if (result !== "taken") return "";
  const answer = attempt.answer === undefined ? "" : `: ${toPlainText(attempt.answer)}`;
  return `${view.colours.green("delivered")} to ${delivery.target} in ${formatDuration(attempt.milliseconds)}${answer}`;
}

export function renderResent({ id, target, attempts }: Delivery, view: ViewOptions): string {
  return highlight(
    `delivery ${shortId(id)} to ${target} is queued again, after ${count(attempts.length, "attempt")}; a daemon sends it (\`mlx notifications show ${shortId(id)}\`)`,
    view,
  );
}

function paintState(text: string, state: Delivery["state"], colours: Colours): string {
  if (state === "DELIVERED") return colours.green(text);
  return state === "FAILED" ? colours.red(text) : colours.cyan(text);
}

/** `run/3f2a91bc`. */
function shortSubject(subject: string): string {
  return subject.replace(/^run\/([0-9a-f]{8})[0-9a-f-]{28}$/, "run/$1");
}
