import type { CodeEntry } from "@mlx/core";

/** The codes of this package: 6xxx, files, datasets and artifacts. */
export const dataCodes: readonly CodeEntry[] = [
  {
    code: "MLX6001",
    title: "A folder is missing or cannot be read",
    explanation: `A recipe's \`source\`, or a folder that a task should have left behind, is not there, is a file, or holds
something that the user who runs mlx may not read.

\`\`\`yaml
recipes:
  retail-gbm:
    source: ./recipe     # relative to the folder of this YAML file
\`\`\`

What a recipe does not need can be left out of its source with a line in \`.gitignore\` or \`.mlxignore\`.`,
  },
  {
    code: "MLX6002",
    title: "Something in a folder may not be stored",
    explanation: `Source folders, models and predictions are stored as ordinary files, so that they can be restored
anywhere. Refused, with the path, are:

- devices, sockets and FIFOs;
- symbolic links that lead out of the folder, to nothing, or round in a circle (links inside the folder are
  followed, and what they lead to is stored as a file);
- in what a task left behind: hard links to a file that also has a name outside the folder;
- names with a line break, or names that are not UTF-8;
- more files and folders, or more bytes, than the limit in the message.

Copy the data into the folder in place of the link, or give it to the task as a dataset.`,
  },
  {
    code: "MLX6003",
    title: "No space is left",
    explanation: `The disk or the user's quota is full. What was being written has been removed again, and what was there
before has not changed. Free some space and repeat the command: content that is stored already is not written a
second time.`,
  },
  {
    code: "MLX6004",
    title: "Stored content is missing or damaged",
    explanation: `Everything in the \`cas\` folder of the project's state is named after the SHA-256 digest of its content. The
named content is not there, has another size, or no longer has that digest: a file was removed or changed by hand,
or the disk is failing.

Restore the file from a backup. Without one: remove the damaged file, and store the content again, a source folder
by an apply that changes its recipe, a model or predictions by running the task. (A file of the wrong size need not be
removed: it is replaced when its content is stored again.)`,
  },
  {
    code: "MLX6005",
    title: "A file keeps changing while it is read",
    explanation: `A digest only means something for content of one moment. The file was written to each time it was read,
four times in a row; most often a program still writes to it. Wait until it has finished. Programs that produce
data should write under another name and rename the file when it is complete.`,
  },
  {
    code: "MLX6006",
    title: "A folder cannot be written to",
    explanation: `The project's state folder, or the folder that files should be written to, is read-only, belongs to another
user, or a file stands where a folder is needed. Nothing was left half-written.`,
  },
  {
    code: "MLX6007",
    title: "The folder is not empty",
    explanation: `Stored files are only written out to a folder that is absent or empty, so that they are never mixed with
others. Name another folder.`,
  },
  {
    code: "MLX6008",
    title: "An ignore file holds something that is no pattern",
    explanation: `A line of \`.dockerignore\` (or of \`Dockerfile.dockerignore\`, which wins where there is one) cannot be read
as a pattern. \`*\` and \`?\` stand for characters of a name, \`**\` for any number of folders, \`[a-z]\` for one of several
characters, and \`!\` at the beginning brings back what an earlier line left out.`,
  },
  {
    code: "MLX6009",
    title: "An archive cannot be unpacked",
    explanation: `The file is no tar or tar.gz, breaks off, or holds what may not be unpacked: links, devices, names that
lead out of the folder (\`../x\`, \`/etc/x\`), the same name twice, or far more than an archive of its size should. A
folder can be named in place of an archive.`,
  },
  {
    code: "MLX6101",
    title: "A dataset has no files",
    explanation: `The dataset's \`path\` names nothing that exists, or a folder or glob in which no file matches. The message
shows the absolute path that was looked for.

\`\`\`yaml
datasets:
  one-file: { path: ./data/retail.csv }
  folder:   { path: ./data/2026, format: csv }      # every *.csv and *.csv.gz below it
  glob:     { path: "./data/*/sales-*.parquet" }
\`\`\`

Of a folder those files count that end like the format: \`.csv\`, \`.parquet\`, \`.jsonl\` or \`.ndjson\`, and \`.gz\` behind
all but Parquet. Files and folders whose names begin with a dot never count.`,
  },
  {
    code: "MLX6102",
    title: "A data file cannot be read",
    explanation: `Something stands at the dataset's path, but it cannot be read: permission is denied, a symbolic link leads to
nothing, or it is a device or a FIFO rather than a file.`,
  },
  {
    code: "MLX6103",
    title: "A data file cannot be read as its format",
    explanation: `The file is not what the dataset's \`format\` says, or one of its rows does not fit: another number of fields than
the header, an open quotation mark, text that is not UTF-8, JSON that breaks off. File and line stand in the message.

- \`csv\`: one header line, then one record per line; the delimiter is found out (comma, semicolon, tab or bar).
  Lines may end with LF, with CRLF, or some with one and some with the other.
- \`jsonl\`: one JSON value per line.
- \`parquet\`: Apache Parquet.

This concerns runs with a \`timeframe\`, and the row count and the columns that \`mlx status\` and \`mlx plan -v\` show. A
plan needs them only of datasets with a \`timestampColumn\`, and goes on without.`,
  },
  {
    code: "MLX6104",
    title: "A dataset is not a folder of batches",
    explanation: `\`batches: latest\` reads the newest of the batches that runs have written into the folder of an output
channel: folders whose names begin with the time of the run, such as \`20260101T020000Z-1a2b3c4d\`. The dataset's path
names a file or a glob, or a folder with files but without a single batch.

\`\`\`yaml
datasets:
  features: { path: ./out/features, format: parquet, batches: latest }
\`\`\``,
  },
  {
    code: "MLX6105",
    title: "The timestamp column of a dataset is not known",
    explanation: `A timeframe is cut out of a dataset by the time of each row. The dataset has to name the column that holds
it, exactly as the data do, capital letters included: the header of a CSV file, the columns of Parquet, a key of the
outermost object of JSON lines.

\`\`\`yaml
datasets:
  sales: { path: ./data/sales, format: csv, timestampColumn: sold_at }
\`\`\``,
  },
  {
    code: "MLX6106",
    title: "Timestamps that cannot be read",
    explanation: `Rows without a time belong to no window, so none is left out silently: the message names the rows, counted
from 1 without the header, and what stands there. An empty cell is one of them.

Read are:

- ISO 8601, \`2026-01-31\`, \`2026-01-31 02:00\` or \`2026-01-31T02:00:00.250+01:00\`; what names no zone is UTC, a date is
  its midnight;
- in a column of numbers: seconds since 1970 (below 100,000,000,000), milliseconds (below 100,000,000,000,000),
  microseconds, nanoseconds. Numbers below 100,000,000 are refused: they are dates such as 20260131;
- whatever \`timestampFormat\` describes, e.g. \`"%d.%m.%Y %H:%M"\` or \`"%Y%m%d"\`;
- of Parquet also the types TIMESTAMP, with or without a zone, and DATE.`,
  },
  {
    code: "MLX6107",
    title: "The timestamp column holds no times",
    explanation: `The column that \`timestampColumn\` names is of a type that cannot be a time, such as BOOLEAN, a list or a
struct. Times are TIMESTAMP (with or without a zone), DATE, text, or numbers since 1970.`,
  },
  {
    code: "MLX6108",
    title: "`timestampFormat` cannot be read",
    explanation: `It is a pattern as strftime knows it: \`%Y\` year, \`%y\` year of two digits, \`%m\` month, \`%b\` and \`%B\` its
name in English, \`%d\` day, \`%H\` and \`%I\` hour of 24 and of 12, \`%p\` AM or PM, \`%M\` minute, \`%S\` second, \`%f\`
fraction of a second, \`%z\` offset from UTC, \`%Z\` name of a zone, \`%j\` day of the year, \`%%\` a percent sign. Without
\`%z\` or \`%Z\` times are UTC. Seconds since 1970 need no format.`,
  },
  {
    code: "MLX6109",
    title: "A window does not fit into memory",
    explanation: `Rows are streamed through 300 MB of memory, and through 2 GB where that does not do. A row group of a Parquet
file is read as a whole: where single ones are very large, or values are many megabytes, even that is not enough.
Write the files with smaller row groups (\`row_group_size\` of pandas and pyarrow), or keep large values elsewhere.`,
  },
  {
    code: "MLX6110",
    title: "A zip cannot be unpacked",
    explanation: `The file is no zip (a wheel, an egg and a jar are zips too), breaks off or is damaged, is encrypted, or holds what
may not be unpacked: links, devices, names that lead out of the folder (\`../x\`, \`/etc/x\`, \`a\\b\`), the same name twice,
or far more than an archive of its size should.`,
  },
];
