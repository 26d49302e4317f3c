import { configCodes } from "@mlx/config";
import type { CodeEntry } from "@mlx/core";
import { dataCodes } from "@mlx/data";
import { engineCodes } from "@mlx/engine";
import { modelsCodes } from "@mlx/models";
import { planCodes } from "@mlx/plan";
import { reportCodes } from "@mlx/report";
import { runtimeCodes } from "@mlx/runtime";
import { scheduleCodes } from "@mlx/schedule";
import { searchCodes } from "@mlx/search";
import { storeCodes } from "@mlx/store";

/** The codes of this package: 8xxx up to 8099, projects. */
const appCodes: readonly CodeEntry[] = [
  {
    code: "MLX8001",
    title: "There is no project here",
    explanation: `A project is the folder that holds \`mlx.yaml\`; commands find it from any folder below. \`mlx init\` makes one;
\`-C DIR\` picks another folder.`,
  },
  {
    code: "MLX8002",
    title: "The configuration has errors",
    explanation: `The files were read in one pass and all that is wrong with them is listed, each with its own code. Nothing is
planned or applied until they are mended.`,
  },
  {
    code: "MLX8003",
    title: "This is not a plan file",
    explanation: `\`mlx apply FILE\` takes what \`mlx plan --out FILE\` wrote, unchanged.`,
  },
  {
    code: "MLX8004",
    title: "A file cannot be written",
    explanation: "The message says which file and why: a missing folder, missing rights, or a full disk.",
  },
  {
    code: "MLX8005",
    title: "The folder is not empty",
    explanation: `\`mlx init\` never writes over files that are there, unless \`--force\` is given.`,
  },
  {
    code: "MLX8006",
    title: "There is no such template",
    explanation: "`mlx init --help` lists the templates.",
  },
  {
    code: "MLX8007",
    title: "The plan belongs to another project or environment",
    explanation:
      "A saved plan names the project and environment that it was made for, and is applied to that one only.",
  },
  {
    code: "MLX8008",
    title: "There is no log",
    explanation:
      "A run's log begins when its program is started. Before that, and for a run that failed before that, `mlx runs show RUN` tells how it stands. Once a run has ended its log is kept for as long as `retention.logs` says; `mlx up` and `mlx gc` remove it then.",
  },
  {
    code: "MLX8009",
    title: "This is not an address",
    explanation:
      "Resources are named `KIND/NAME` everywhere: `dataset/…`, `recipe/…`, `instance/…`, `experiment/…`; where `forEach` or `matrix` made several, with their key: `instance/retail[eu]`.",
  },
  {
    code: "MLX8010",
    title: "A file cannot be read",
    explanation:
      "The message says which file and why: it is not there, or the rights to read it are missing.",
  },
  {
    code: "MLX8011",
    title: "The environment is applied from another branch",
    explanation:
      "An environment with `branch: NAME` is only ever applied from that branch of git. Planning works from any.",
  },
  {
    code: "MLX8012",
    title: "mlx.lock is damaged",
    explanation: `\`mlx.lock\` says which digest each image's name stands for. It is written by \`mlx apply\` and \`mlx lock\` and
belongs into git. Here it is not as mlx wrote it; the message names the line. After a merge, keep the lines of both sides
for different images, and one side's where both have the same image. Without the file, \`mlx lock\` pins all images to what
their names stand for now.`,
  },
  {
    code: "MLX8013",
    title: "The plan is applied, but mlx.lock was not written",
    explanation: `An apply is one transaction in the store, and \`mlx.lock\` is written after it. That failed here; the store
holds what was planned, images included. \`mlx lock\` writes the file once the cause is gone.`,
  },
  {
    code: "MLX8014",
    title: "This is not a time, or not a duration",
    explanation: `Times are taken as RFC 3339 (\`2026-01-31T06:00:00Z\`, \`2026-01-31T07:00:00+01:00\`), as local dates and times
(\`2026-01-31\`, \`2026-01-31T06:00\`), as \`now\`, or from now: \`+7d\`, \`-1h30m\`. Durations are made of s, m, h, d and w. Of a
range the first has to lie before the last. They lie between 1970 and 9999, and a simulation takes ten years at most: it
goes through every nominal time.`,
  },
  {
    code: "MLX8015",
    title: "A daemon runs here already",
    explanation: `One \`mlx up\` looks after a project in an environment, from one state folder. Another one for the same is refused;
for another environment it is not. A daemon that was killed keeps nobody out: its file is replaced.`,
  },
  {
    code: "MLX8016",
    title: "No daemon runs here",
    explanation:
      "`mlx down` ends the `mlx up` of this project and environment on this machine, and there is none. Where one runs on another machine that shares the store, it is ended there.",
  },
  {
    code: "MLX8017",
    title: "The daemon did not start",
    explanation: `\`mlx up --detach\` starts a daemon in the background and waits until it answers. It ended before that, or has not
answered in time; its log in \`.mlx/daemon\` has all that it said. \`mlx up\` in the foreground shows the same on the terminal.`,
  },
  {
    code: "MLX8018",
    title: "There is no such delivery",
    explanation: `A delivery is one message to one target; \`mlx notifications\` lists them with their ids. It is named by its id, or the
first 4 characters or more of it where they are its own. Those that ended are removed after \`retention.deliveries\`.`,
  },
  {
    code: "MLX8019",
    title: "So many runs need a daemon",
    explanation: `Without a daemon a run that is tried again or run anew gets a mlx of its own in the background, which knows no slots.
That is right for a few, at most as many as this machine has processors; \`mlx up\` works on any number in its turn.`,
  },
  {
    code: "MLX8025",
    title: "There is nothing that could be registered as a model",
    explanation: `\`mlx models add NAME PATH\` takes a folder with the model's files, a single file, or a tar.gz, which is
unpacked. The path named here does not exist, is empty, or is neither a file nor a folder.`,
  },
  {
    code: "MLX8026",
    title: "The target is there already",
    explanation:
      "`mlx models get REF TARGET` writes over nothing: a file must not be there, a folder has to be absent or empty. `-` writes an archive to standard output.",
  },
  {
    code: "MLX8027",
    title: "What was said of a model cannot be read",
    explanation: `A model registered by \`mlx models add\` is named like an instance: small letters, digits and dashes, with a
letter first, at most 63 of them. Metrics are finite numbers, \`--metric RMSE=84289.2\`, or a JSON file with an object of
them, \`--metrics metrics.json\`. A signature is a JSON file that says what the model expects and answers.`,
  },
  {
    code: "MLX8028",
    title: "There is no run to report",
    explanation: `A report is made of what a run left: its metrics by step and its plots. A model that was registered by
\`mlx models add\` has none, and that of another may have been removed after \`retention.runs\`. \`mlx models card\` and
\`mlx runs compare\` work with what the registry knows.`,
  },
  {
    code: "MLX8029",
    title: "This is no insight",
    explanation: `An insight says what was measured, and of what: at least one \`--metric NAME=VALUE\`, whose value is a number, and at
least one \`--context SUBJECT=ID\`. The subjects are those of the Sensei API: clientId, notebookId, engineId, mlInstanceId,
experimentId, experimentRunId, modelId, dataSetId. What they name need not exist.`,
  },
  {
    code: "MLX8040",
    title: "A resource has been changed meanwhile",
    explanation: `A change over the API names the revision that it was made for (\`If-Match\`, the \`ETag\` of what was read), and the resource
has another one by now: somebody else has changed it, or deleted it. Read it again, and change what it is now. Without
the header the last write wins.`,
  },
  {
    code: "MLX8041",
    title: "What a client declares is wrong",
    explanation: `A resource that comes over the API is checked as files are: its fields, what it refers to, its schedule, its
source. Each finding says where it stands, from the section down: \`experiments.nightly.schedule.cron\`. Nothing was changed.`,
  },
  {
    code: "MLX8046",
    title: "Something else refers to what would be deleted",
    explanation: `Over the API a resource goes only with all that refers to it: an instance with its experiments and services, a
recipe with its instances. The Sensei API's deletions of engines and mlInstances take these along. What refers to it and is
declared in a file, is drift after that: the next apply would bring it back.`,
  },
  {
    code: "MLX8047",
    title: "It cannot be restored",
    explanation: `What was deleted over the API comes back with \`mlx restore ADDRESS\`, with the id, the runs and the models that it
had, and with it what it refers to and was deleted too. What was deleted by files, or so long ago that \`mlx gc\` collected
its source, does not. What files declare comes back with the next apply.`,
  },
  {
    code: "MLX8048",
    title: "An upload is too large",
    explanation: `Artifacts may have as many bytes as \`server: { maxUploadInMB }\` in mlx.yaml allows; 10240 where nothing is said.`,
  },
  {
    code: "MLX8049",
    title: "An upload is no recipe",
    explanation: `An engine's artifact is a zip, wheel, egg or tar.gz with the recipe's source, or a jar for Spark. It has to hold the
programs of its tasks: \`train.py\`, \`score.py\` and the like at its root, or in a package. Archives that are damaged or encrypted,
that lead out of their folder, hold links, or unpack to far more than they are, are refused.`,
  },
  {
    code: "MLX8042",
    title: "The request has no token",
    explanation: `Answered with 401, and by the Sensei API with 403, as its gateway did. The server asks for a token: \`Authorization:
Bearer mlx_…\`. \`mlx token create USER\` on the machine of the server prints one, once. On 127.0.0.1 \`mlx up\` asks for
none unless it is told \`--auth\`.`,
  },
  {
    code: "MLX8043",
    title: "The token is not valid",
    explanation: `Answered with 401. It is unknown to this project and environment, has expired, or was revoked; which of them,
\`mlx token list\` tells on the machine of the server. Tokens belong to one environment's store.`,
  },
  {
    code: "MLX8044",
    title: "The token is for another organisation or sandbox",
    explanation: `Answered with 403. A token may be bound to an organisation (\`--org\`) and a sandbox (\`--sandbox\`); without \`--org\` it is
for the project's own (\`server.org\` in mlx.yaml). The headers \`x-gw-ims-org-id\` and \`x-sandbox-name\` may name no
other; without them the token's own are meant.`,
  },
  {
    code: "MLX8045",
    title: "The token may only read",
    explanation: `Answered with 403. Its scope is \`read\`: it may ask for everything in its organisation and sandbox and change nothing.
\`mlx token create USER --scope write\` makes one that may.`,
  },
  {
    code: "MLX8050",
    title: "There is nothing to import at the address",
    explanation: `\`mlx import\` writes YAML for what was made through the API and no file declares. Either there is no
such resource, or it is declared, or it was applied from files already. \`mlx import\` without an address lists what can be
imported.`,
  },
  {
    code: "MLX8051",
    title: "The file to import into is there already",
    explanation: `\`mlx import\` writes a file of its own, \`imported.mlx.yaml\` unless \`--out\` names another, and never
touches one that is there: it may have been edited. Name another, or move the declarations to where they belong and delete
the file.`,
  },
  {
    code: "MLX8052",
    title: "The file to import into would not be read",
    explanation: `A project reads \`mlx.yaml\` and the files named \`*.mlx.yaml\` in its folder and below it, but for
folders that git ignores, that begin with a dot, or that \`include\` leaves out. What is imported has to stand in one of
these.`,
  },
  {
    code: "MLX8053",
    title: "What is to be imported uses something that the files no longer declare",
    explanation: `A resource that was made through the API uses one that was applied from files, and whose declaration was
deleted since. The next plan deletes that resource, so nothing can be declared that uses it. Declare it again, or change
what the API made first.`,
  },
  {
    code: "MLX8054",
    title: "A folder stands where the source of a recipe would be copied",
    explanation: `The source of a recipe that was uploaded through the API lies among mlx's own files. \`mlx import\` copies
it to \`recipes/NAME\` in the project's folder, where people can edit it, and writes over nothing. Move the folder that is
there.`,
  },
  {
    code: "MLX8055",
    title: "What would be imported is not valid among the files",
    explanation: `What a client made was valid when it was made. The files have changed since: a webhook that it names is not
declared any more, say, or the files have something else of the same name. The findings say what it is; the file was removed
again.`,
  },
  {
    code: "MLX8060",
    title: "A sandbox has no files",
    explanation: `An organisation and a sandbox other than the project's own are a namespace of their own in the same store: what is in
there was made over HTTP. The project's files are planned and applied in the project's own namespace alone.`,
  },
  {
    code: "MLX8061",
    title: "This cannot be the name of an organisation or a sandbox",
    explanation: `Answered with 400. An organisation's name (\`x-gw-ims-org-id\`, \`--org\`) has letters, digits and \`. _ - @\`, with a letter
or digit first, and at most 128 of them; a sandbox's (\`x-sandbox-name\`, \`--sandbox\`) letters, digits and \`. _ -\`,
and at most 64. A header that is sent twice names nothing.`,
  },
  {
    code: "MLX8062",
    title: "There are too many sandboxes",
    explanation: `Answered with 409. The first request that would change something in an organisation and sandbox makes a namespace for
them; 256 is the most. A token with \`--sandbox\` keeps a client from naming others by mistake.`,
  },
  {
    code: "MLX8063",
    title: "The token cannot be made",
    explanation: `A token has a user, by whose name everything that is done with it is known: 1 to 128 characters without control
characters. It expires in the future, at the latest in the year 9999, or not at all.`,
  },
  {
    code: "MLX8064",
    title: "There is no such token",
    explanation: `\`mlx token revoke\` takes the id of a token, or as many of its first characters as no other has; \`mlx token list\`
shows them. It does not take the token's text.`,
  },
  {
    code: "MLX8065",
    title: "A token would be more than the one that makes it",
    explanation: `Answered with 403. \`POST /api/v1/tokens\` makes tokens for no more than the token that asks for them: the same
organisation and sandbox where that one is bound to them, no later end, and it is revoked with that one. What is not
said is taken from it. \`mlx token create\` on the machine of the server makes any.`,
  },
  {
    code: "MLX8080",
    title: "The run has not measured that",
    explanation: `\`GET /api/v1/runs/RUN/metrics/NAME\` tells the points of one metric. Names are case-sensitive, and
\`GET /api/v1/runs/RUN/metrics\` lists them. A run shows the metrics of its newest attempt; \`attempt\` names another.`,
  },
  {
    code: "MLX8081",
    title: "There is no such file or output",
    explanation: `A file is asked for by its path in the output of a run or in a version of a model, exactly as it is listed:
relative, with \`/\`. Nothing else can be reached by a path, and \`..\` leads nowhere.`,
  },
  {
    code: "MLX8082",
    title: "The plan is not the one that was shown",
    explanation: `\`POST /api/v1/apply\` names the plan that somebody has looked at, by the \`serial\` and \`digest\` that
\`POST /api/v1/plan\` answered. The files are planned once more, and where that comes to anything else, because
somebody applied meanwhile or the files, the sources or the data have changed, nothing is applied.`,
  },
  {
    code: "MLX8070",
    title: "The model cannot be had in this format",
    explanation: `\`POST /models/ID/transcodings\` wants a model in another format (CoreML, TF, K2, Deepnet). A recipe of mlx has no
task that converts models, so only what is there already can be given: the request is kept where the model's files are in that
format as they are (TF: \`saved_model.pb\` or \`*.tflite\`; CoreML: \`*.mlmodel\`, \`*.mlpackage\`), and refused otherwise. Have
the training write that format beside its own, or convert the files and register them with \`mlx models add\`.`,
  },
  {
    code: "MLX8071",
    title: "A link to a log is not good any more",
    explanation: `The status of a run names its logs by links that need no token, because whoever has such a link may read that one log.
They are signed by this installation and good for a day. Ask for the run's status again: it has new ones.`,
  },
];

/** Every code that mlx can print, in order. */
export const codeEntries: readonly CodeEntry[] = [
  ...configCodes,
  ...scheduleCodes,
  ...searchCodes,
  ...planCodes,
  ...engineCodes,
  ...runtimeCodes,
  ...storeCodes,
  ...dataCodes,
  ...modelsCodes,
  ...reportCodes,
  ...appCodes,
].sort((a, b) => a.code.localeCompare(b.code));

/** The entry of a code, also when it is written in lower case or without `MLX`. */
export function explainCode(text: string): CodeEntry | undefined {
  const code = `MLX${text.toUpperCase().replace(/^MLX/, "")}`;
  return codeEntries.find((entry) => entry.code === code);
}
