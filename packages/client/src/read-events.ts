/** An event as a server sent it. */
export interface ServerEvent {
  /** Where a reader stands after it. */
  readonly id: string;
  /** `run`, `tick`, `alias` or `evaluation`. */
  readonly type: string;
  readonly data: unknown;
}

/** Where a reader stands from now on, and the event that took it there, where one did. */
interface Place {
  readonly id: string;
  readonly event?: ServerEvent;
}

/** What a stream of server-sent events tells; what is cut off at its end was not whole, and is left out. */
export async function* readEvents(body: AsyncIterable<Uint8Array>): AsyncGenerator<Place> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    const parts = rest.split("\n\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      const place = parse(part);
      if (place !== undefined) yield place;
    }
  }
}

function parse(text: string): Place | undefined {
  const fields = new Map<string, string>();
  for (const line of text.split("\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) continue;
    const name = line.slice(0, colon);
    const value = line.slice(colon + 1).replace(/^ /, "");
    const before = fields.get(name);
    fields.set(name, name === "data" && before !== undefined ? `${before}\n${value}` : value);
  }
  const id = fields.get("id");
  if (id === undefined) return undefined;
  const data = fields.get("data");
  if (data === undefined) return { id };
  return { id, event: { id, type: fields.get("event") ?? "message", data: JSON.parse(data) } };
}
