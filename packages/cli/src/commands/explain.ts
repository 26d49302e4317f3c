import type { CodeEntry } from "@mlx/core";
import { cliCodes } from "../codes.ts";
import { defineCommand } from "../define-command.ts";
import { noSuchCode } from "../errors.ts";
import { highlight } from "../views/prose.ts";
import { renderTable } from "../views/table.ts";

export const explain = defineCommand({
  name: "explain",
  description: "Says more about a code that stands in a message, or lists all codes.",
  examples: [
    ["explain MLX1203", "one code"],
    ["explain", "all of them"],
  ],
  arguments: {
    code: { summary: "e.g. MLX1203; all are listed unless given", completes: "code" },
  },
  flags: {},
  exits: [],
  run: async ({ code }, { loadApp, loadServer }) => {
    const [{ codeEntries }, { serverCodes }] = await Promise.all([loadApp(), loadServer()]);
    const entries: readonly CodeEntry[] = [...codeEntries, ...cliCodes, ...serverCodes];
    if (code === undefined) return { ok: true, value: { entries, one: false } };
    const digits = code.toUpperCase().replace(/^MLX/, "");
    const entry = entries.find((each) => each.code === `MLX${digits}`);
    return entry === undefined
      ? { ok: false, failure: noSuchCode(code) }
      : { ok: true, value: { entries: [entry], one: true } };
  },
  views: {
    human: ({ entries, one }, view) => {
      const [entry] = entries;
      if (!one || entry === undefined)
        return renderTable<CodeEntry>(
          [
            { header: "CODE", value: ({ code }) => code },
            { header: "MEANING", value: ({ title }) => title, least: 20 },
          ],
          entries,
          view,
        );
      return `${view.colours.bold(`${entry.code}: ${entry.title}`)}\n\n${highlight(entry.explanation.trim(), view)}`;
    },
    json: ({ entries, one }) =>
      one ? { kind: "explanation", ...entries[0] } : { kind: "explanations", codes: entries },
  },
});
