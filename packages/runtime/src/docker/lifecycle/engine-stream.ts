/** Streams as the client hands them out: its types hide what they are. */
export function isStream(value: unknown): value is NodeJS.ReadableStream {
  return typeof value === "object" && value !== null && "pipe" in value && typeof value.pipe === "function";
}

export function closeStream(stream: NodeJS.ReadableStream): void {
  if ("destroy" in stream && typeof stream.destroy === "function") stream.destroy();
}
