/** The client's types hide that its streams can be closed. */
export function closeStream(stream: NodeJS.ReadableStream): void {
  if ("destroy" in stream && typeof stream.destroy === "function") stream.destroy();
}
