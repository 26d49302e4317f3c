/** The failures of this package; their explanations stand in `codes.ts`. */
import { basename } from "node:path";
import { type Digest, MlxError, systemErrorCode } from "@mlx/core";

export function folderMissing(folder: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX6001",
    summary: `there is no folder ${shown(folder)}`,
    next: ["create the folder, or correct the path that names it"],
    cause,
  });
}

export function notAFolder(path: string): MlxError {
  return new MlxError({
    code: "MLX6001",
    summary: `${shown(path)} is not a folder`,
    detail: "A file, or something else that holds no files, stands at this path.",
    next: ["name the folder that holds the file"],
  });
}

export function notReadable(path: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX6001",
    summary: `${shown(path)} cannot be read`,
    detail: reasonOf(cause),
    next: ["make it readable for the user who runs mlx, or leave it out with a line in `.mlxignore`"],
    cause,
  });
}

/** `path` is relative to `folder`; `why` completes the sentence "PATH …". */
export function notPublishable(folder: string, path: string, why: string): MlxError {
  return new MlxError({
    code: "MLX6002",
    summary: `${shown(path)} in ${shown(folder)} may not be stored: it ${why}`,
    detail: "Nothing of the folder was stored.",
    next: ["remove it, or write an ordinary file in its place", "`mlx explain MLX6002`"],
  });
}

export function tooMany(folder: string, path: string, limit: number): MlxError {
  return new MlxError({
    code: "MLX6002",
    summary: `${shown(folder)} holds more than ${limit.toLocaleString("en")} files and folders`,
    detail: `The first one over the limit is ${shown(path)}. Nothing of the folder was stored.`,
    next: ["pack many small files into one", "leave out what is not needed"],
  });
}

export function tooLarge(folder: string, path: string, limit: number): MlxError {
  return new MlxError({
    code: "MLX6002",
    summary: `${shown(folder)} holds more than ${limit.toLocaleString("en")} bytes`,
    detail: `The limit is passed at ${shown(path)}. Nothing of the folder was stored.`,
    next: ["leave out what is not needed, such as checkpoints and caches"],
  });
}

/** What a failed write to `where` is to the user; a failure that is none of its own passes through. */
export function writeFailure(where: string, cause: unknown): unknown {
  if (cause instanceof MlxError) return cause;
  switch (systemErrorCode(cause)) {
    case "ENOSPC":
    case "EDQUOT":
      return noSpaceLeft(where, cause);
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "EEXIST":
    case "ENOTDIR":
    case "EIO":
      return new MlxError({
        code: "MLX6006",
        summary: `${shown(where)} cannot be written to`,
        detail: reasonOf(cause),
        next: ["make the folder writable for the user who runs mlx, and repeat the command"],
        cause,
      });
    default:
      return cause;
  }
}

export function noSpaceLeft(where: string, cause: unknown): MlxError {
  return new MlxError({
    code: "MLX6003",
    summary: `no space is left to write to ${shown(where)}`,
    detail: "What was begun has been removed again; nothing that stood there before has changed.",
    next: ["free some space and repeat the command: what is stored already is not written again"],
    cause,
  });
}

/** `neededFor` says what refers to the blob, e.g. `model.pkl of sha256:…`. */
export function blobDamaged(digest: Digest, why: string, neededFor?: string): MlxError {
  return new MlxError({
    code: "MLX6004",
    summary: `stored content ${digest} ${why}`,
    ...(neededFor === undefined ? {} : { detail: `It is needed for ${neededFor}.` }),
    next: [
      "restore the `cas` folder of the project's state from a backup",
      "run the task that made it again, where that is a model or a batch of predictions",
    ],
  });
}

const pathsShown = 5;

/** Files of the folder whose manifest is `digest`, by path. */
export function filesMissing(digest: Digest, missing: readonly string[], files: number): MlxError {
  const further = missing.length - pathsShown;
  const names = missing.slice(0, pathsShown).map(shown).join(", ");
  return new MlxError({
    code: "MLX6004",
    summary: `${missing.length} of the ${files} files of ${digest} ${missing.length === 1 ? "is" : "are"} missing or damaged`,
    detail: `They are ${names}${further > 0 ? `, and ${further} more` : ""}.`,
    next: [
      "restore the `cas` folder of the project's state from a backup",
      "run the task that made it again, where that is a model or a batch of predictions",
    ],
  });
}

/** `why` completes the sentence "PATH cannot be unpacked: …". */
export function archiveUnreadable(path: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX6009",
    summary: `${shown(path)} cannot be unpacked: ${why}`,
    detail: "Nothing of it was kept.",
    next: ["make the archive anew with `tar -czf`, or name the folder itself"],
    cause,
  });
}

/** `why` completes the sentence "PATH cannot be unpacked: …". */
export function zipUnreadable(path: string, why: string, cause?: unknown): MlxError {
  return new MlxError({
    code: "MLX6110",
    summary: `${shown(path)} cannot be unpacked: ${why}`,
    detail: "Nothing of it was kept.",
    next: ["make the archive anew, of files and folders only: `zip -r NAME.zip .`"],
    cause,
  });
}

/** `than` completes the sentence "it holds more than …". */
export function zipTooLarge(path: string, than: string): MlxError {
  return new MlxError({
    code: "MLX6110",
    summary: `${shown(path)} cannot be unpacked: it holds more than ${than}`,
    detail: "Nothing of it was kept.",
    next: ["leave everything but the program out of the archive: data is declared as a dataset"],
  });
}

export function keepsChanging(path: string): MlxError {
  return new MlxError({
    code: "MLX6005",
    summary: `${shown(path)} keeps changing while it is read`,
    detail: "It was read several times, and each time it was written to meanwhile.",
    next: ["wait until the program that writes it has finished, and repeat the command"],
  });
}

export function targetNotEmpty(target: string): MlxError {
  return new MlxError({
    code: "MLX6007",
    summary: `${shown(target)} exists and is not an empty folder`,
    detail: "Files are only written out to a folder that is absent or empty. Nothing was changed.",
    next: ["name another folder, or empty this one"],
  });
}

export function ignoreFileUnreadable(path: string, line: number, pattern: string): MlxError {
  return new MlxError({
    code: "MLX6008",
    summary: `line ${line} of ${shown(path)} is no pattern: ${shown(pattern)}`,
    detail: "A bracket is opened and not closed, or a range runs backwards.",
    next: ["correct the pattern, or put `\\` before a bracket that is meant as it stands"],
  });
}

export interface MissingDataset {
  /** As the configuration has it. */
  readonly written: string;
  /** Absolute. */
  readonly path: string;
  /** The nearest folder above it that exists. */
  readonly existing?: string;
  readonly suggestion?: string;
}

export function datasetMissing({ written, path, existing, suggestion }: MissingDataset): MlxError {
  const found = existing === undefined ? "" : ` The nearest folder that exists is ${shown(existing)}.`;
  return new MlxError({
    code: "MLX6101",
    summary: `there is no file or folder ${shown(written)}`,
    detail: `Looked for ${shown(path)}.${found}`,
    next: [
      ...(suggestion === undefined ? [] : [`did you mean ${shown(suggestion)}?`]),
      "put the data there, or correct the dataset's `path`",
    ],
  });
}

export function datasetEmpty(written: string, path: string, looked: string): MlxError {
  return new MlxError({
    code: "MLX6101",
    summary: `no file matches ${shown(written)}`,
    detail: `Looked for ${looked} in ${shown(path)}; hidden files do not count.`,
    next: ["put the data there, or correct the dataset's `path` or `format`"],
  });
}

/** `why` completes the sentence "PATH …". */
export function datasetWithoutBatches(written: string, path: string, why: string): MlxError {
  return new MlxError({
    code: "MLX6104",
    summary: `the newest batch of ${shown(written)} cannot be told: it ${why}`,
    detail: `\`batches: latest\` looks in ${shown(path)} for folders such as 20260101T020000Z-1a2b3c4d, which runs write.`,
    next: ["name the folder that `outputs` names", "remove `batches: latest` to read all that lies there"],
  });
}

export function datasetNotReadable(path: string, reason: unknown): MlxError {
  return new MlxError({
    code: "MLX6102",
    summary: `the data file ${shown(path)} cannot be read`,
    detail: reasonOf(reason),
    next: ["make it an ordinary file that the user who runs mlx may read"],
    ...(typeof reason === "string" ? {} : { cause: reason }),
  });
}

export interface UnparsableData {
  readonly path: string;
  readonly format: string;
  /** From 1, where it is known. */
  readonly line?: number;
  readonly reason: string;
  readonly cause?: unknown;
}

export function datasetNotParsable({ path, format, line, reason, cause }: UnparsableData): MlxError {
  const place = line === undefined ? "" : `, line ${line}`;
  return new MlxError({
    code: "MLX6103",
    summary: `${shown(basename(path))}${place} cannot be read as ${format}`,
    detail: `${reason}\nFile: ${shown(path)}`,
    next: ["correct the file, or the dataset's `format`"],
    cause,
  });
}

export interface MissingColumn {
  readonly column: string;
  /** The files, as a message names them. */
  readonly where: string;
  readonly columns: readonly string[];
  readonly suggestion?: string;
}

const columnsShown = 20;

export function timestampColumnMissing({ column, where, columns, suggestion }: MissingColumn): MlxError {
  const names = columns.slice(0, columnsShown).map(shown).join(", ");
  const further = columns.length - columnsShown;
  return new MlxError({
    code: "MLX6105",
    summary: `${shown(where)} has no column ${shown(column)}`,
    detail:
      columns.length === 0
        ? "It has no columns at all."
        : `Its columns are ${names}${further > 0 ? `, and ${further} more` : ""}.`,
    next: [
      ...(suggestion === undefined ? [] : [`did you mean ${shown(suggestion)}?`]),
      "correct the dataset's `timestampColumn`",
    ],
  });
}

/** A timeframe of a dataset whose times nobody has told. */
export function timestampColumnNotNamed(written: string): MlxError {
  return new MlxError({
    code: "MLX6105",
    summary: `the dataset at ${shown(written)} names no \`timestampColumn\``,
    detail: "A timeframe is cut out by the time of each row, so it has to be known which column holds it.",
    next: ["add `timestampColumn` to the dataset", "or remove the timeframe"],
  });
}

export interface UnreadableTimestamps {
  readonly column: string;
  readonly format?: string;
  /** Of each file the first rows, counted from 1, with the text found there; null: nothing. */
  readonly files: readonly {
    readonly path: string;
    readonly rows: readonly { readonly row: number; readonly text: string | null }[];
    readonly count: number;
  }[];
  /** Further files that hold such rows. */
  readonly furtherFiles: number;
}

export function timestampsUnreadable(found: UnreadableTimestamps): MlxError {
  const { column, format, files, furtherFiles } = found;
  const count = files.reduce((sum, file) => sum + file.count, 0);
  const values = `${count.toLocaleString("en")} ${count === 1 ? "timestamp" : "timestamps"}`;
  const expected =
    format === undefined
      ? "Expected is ISO 8601, such as 2026-01-31 or 2026-01-31T02:00:00Z, or a number of seconds or milliseconds since 1970."
      : `Expected is ${format}.`;
  const more =
    furtherFiles === 0
      ? []
      : [`${furtherFiles} more ${furtherFiles === 1 ? "file has" : "files have"} such rows.`];
  return new MlxError({
    code: "MLX6106",
    summary: `${values} in column ${shown(column)} cannot be read`,
    detail: [
      ...files.map(describeRows),
      ...more,
      expected,
      "Rows are counted from 1, without the header.",
    ].join("\n"),
    next: [
      "correct those rows, or remove them",
      format === undefined
        ? 'say how they are written: `timestampFormat: "%d.%m.%Y %H:%M"`'
        : "correct the dataset's `timestampFormat`",
    ],
  });
}

/** `sales.csv: rows 12, 40, 41 ("n/a", "", "soon") and 30 more`. */
function describeRows({ path, rows, count }: UnreadableTimestamps["files"][number]): string {
  const numbers = rows.map(({ row }) => row).join(", ");
  const texts = rows
    .map(({ text }) => (text === null ? "empty" : JSON.stringify(shortened(text))))
    .join(", ");
  const further = count - rows.length;
  return `${shown(basename(path))}: ${rows.length === 1 ? "row" : "rows"} ${numbers} (${texts})${further > 0 ? ` and ${further.toLocaleString("en")} more` : ""}`;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

export function timestampColumnUnusable(column: string, where: string, type: string): MlxError {
  return new MlxError({
    code: "MLX6107",
    summary: `column ${shown(column)} of ${shown(where)} holds no times: it is ${type}`,
    detail: "A timestamp is a TIMESTAMP, a DATE, text, or a number of seconds or milliseconds since 1970.",
    next: ["name another column as the dataset's `timestampColumn`"],
  });
}

export function timestampFormatUnreadable(format: string, reason: string): MlxError {
  return new MlxError({
    code: "MLX6108",
    summary: `${JSON.stringify(format)} is no format of timestamps`,
    detail: reason,
    next: [
      'write it as strftime does, such as "%d.%m.%Y %H:%M:%S"',
      "`mlx explain MLX6108` lists what there is",
    ],
  });
}

export function windowTooLarge(where: string, reason: string): MlxError {
  return new MlxError({
    code: "MLX6109",
    summary: `the rows of ${shown(where)} do not fit into memory while they are filtered`,
    detail: reason,
    next: ["write the Parquet files with smaller row groups", "leave out columns with very large values"],
  });
}

function reasonOf(cause: unknown): string {
  if (typeof cause === "string") return cause;
  switch (systemErrorCode(cause)) {
    case "EACCES":
    case "EPERM":
      return "Permission is denied.";
    case "EROFS":
      return "The file system is read-only.";
    case "ELOOP":
      return "A symbolic link on the way to it leads back to itself.";
    case "EIO":
      return "The disk reports an error.";
    case "ENOENT":
      return "It has disappeared.";
    case "EEXIST":
    case "ENOTDIR":
      return "A file stands where a folder is needed.";
    case "EISDIR":
      return "It is a folder.";
    default:
      return cause instanceof Error ? cause.message : String(cause);
  }
}

/** A path as it can be printed: quoted like JSON where it holds control characters. */
function shown(path: string): string {
  return /\p{Cc}/u.test(path) ? JSON.stringify(path) : path;
}
