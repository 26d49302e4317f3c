/** A jar (a zip archive) that is held in memory. */
import type { Readable } from "node:stream";
import type { Entry, ZipFile } from "yauzl";

export interface Jar {
  readonly names: readonly string[];
  /** `undefined` where it has no such file, or one of more bytes than that. */
  read(name: string, limit: number): Promise<Buffer | undefined>;
  close(): void;
}

/** Fails with the archive library's errors where it is none. */
export async function readJar(content: Uint8Array): Promise<Jar> {
  // A bundler gives a module in CommonJS its default export only.
  const { default: yauzl } = await import("yauzl");
  const options = { lazyEntries: true, autoClose: false };
  const archive = await new Promise<ZipFile>((resolve, reject) => {
    yauzl.fromBuffer(Buffer.from(content), options, (error, opened) => {
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  const entries = await readEntries(archive);
  return {
    names: [...entries.keys()],
    close: () => archive.close(),
    read: async (name, limit) => {
      const entry = entries.get(name);
      return entry === undefined || entry.uncompressedSize > limit ? undefined : readEntry(archive, entry);
    },
  };
}

function readEntries(archive: ZipFile): Promise<ReadonlyMap<string, Entry>> {
  const entries = new Map<string, Entry>();
  return new Promise((resolve, reject) => {
    archive.on("error", reject);
    archive.on("end", () => resolve(entries));
    archive.on("entry", (entry: Entry) => {
      entries.set(entry.fileName, entry);
      archive.readEntry();
    });
    archive.readEntry();
  });
}

async function readEntry(archive: ZipFile, entry: Entry): Promise<Buffer> {
  const stream = await new Promise<Readable>((resolve, reject) => {
    archive.openReadStream(entry, (error, opened) => {
      if (error === null) resolve(opened);
      else reject(error);
    });
  });
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part);
  return Buffer.concat(parts);
}
