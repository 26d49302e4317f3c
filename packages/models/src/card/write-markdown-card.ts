import type { CardSection, ModelCard } from "./model-card.ts";

/** A card as GitHub-flavoured Markdown. */
export function writeMarkdownCard({ title, description, sections }: ModelCard): string {
  const parts = [
    `# ${escapeMarkdown(title)}`,
    ...(description === undefined ? [] : [escapeMarkdown(description)]),
  ];
  return `${[...parts, ...sections.flatMap(writeSection)].join("\n\n")}\n`;
}

function writeSection({ title, facts = [], table, code }: CardSection): readonly string[] {
  return [
    `## ${escapeMarkdown(title)}`,
    ...(facts.length === 0
      ? []
      : [facts.map(([name, value]) => `- **${escapeMarkdown(name)}**: ${escapeMarkdown(value)}`).join("\n")]),
    ...(table === undefined || table.rows.length === 0
      ? []
      : [
          [
            row(table.header),
            row(table.header.map(() => "---")),
            ...table.rows.map((cells) => row(cells.map(escapeMarkdown))),
          ].join("\n"),
        ]),
    ...(code === undefined ? [] : [fence(code)]),
  ];
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}

/** What is not a letter of the text's own would be read as Markdown, or as HTML. */
function escapeMarkdown(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>|#&]/g, (mark) => `\\${mark}`).replaceAll(/\s*\n\s*/g, " ");
}

/** Longer than any fence in the text. */
function fence(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([marks]) => marks.length));
  const marks = "`".repeat(longest + 1);
  return `${marks}json\n${code}\n${marks}`;
}
