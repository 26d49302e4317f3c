/** Text as it stands in a page. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

/** What descriptions use of Markdown within a line: code and bold. */
export function inlineMarkdown(text: string): string {
  return escapeHtml(text)
    .replaceAll(/`([^`]+)`/g, "<code>$1</code>")
    .replaceAll(/\*\*([^*]+)\*\*/g, "<strong>$1</strong>");
}

/** Paragraphs and lists, with blank lines between them. */
export function paragraphs(text: string): string {
  return text
    .split(/\n\n+/)
    .map((part) =>
      part.startsWith("- ")
        ? `<ul>${part
            .slice(2)
            .split("\n- ")
            .map((item) => `<li>${inlineMarkdown(item)}</li>`)
            .join("")}</ul>`
        : `<p>${inlineMarkdown(part)}</p>`,
    )
    .join("");
}
