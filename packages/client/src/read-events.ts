/** An event as a server sent it. */
export interface ServerEvent {
  /** Where a reader stands after it. */
  readonly id: string;
  /** `run`, `tick`, `alias` or `evaluation`. */
  readonly type: string;
  readonly data: unknown;
}

/** The events of a stream of server-sent events; what is cut off at its end was not whole, and is left out. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<ServerEvent> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const event = parse(part);
      if (event !== undefined) yield event;
    }
  }
}

function parse(text: string): ServerEvent | undefined {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, "");
    const before = fields.get(name);
    fields.set(name, name === "data" && before !== undefined ? `${before}\n${value}` : value);
  }
  const data = fields.get("data");
  if (data === undefined) return undefined;
  return { id: fields.get("id") ?? "", type: fields.get("event") ?? "message", data: JSON.parse(data) };
}
