/**
 * `npm run quickstart [-- FOLDER]`: a tour of mlx in a fresh copy of `examples/retail`. It types the
 * commands that a user would type, and shows what they really print.
 */
import { type SpawnOptions, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { styleText } from "node:util";

const repository = resolve(import.meta.dirname, "..");
const mlx = join(repository, "packages/cli/bin/mlx.js");
/** Lies in a folder that the quickstart made, which it may therefore remove. */
const marker = ".mlx-quickstart";
const change = { file: "mlx.yaml", from: "max_depth: 3", to: "max_depth: 4" };
const remedy =
  "On Debian and Ubuntu: sudo apt install python3 python3-venv. On macOS: brew install python.\n" +
  "If it is installed elsewhere, say where: MLX_PYTHON=/path/to/python3 npm run quickstart";

process.exitCode = await quickstart(process.argv.slice(2));

/** The exit code. */
async function quickstart(words: readonly string[]): Promise<number> {
  const [folderName = join(repository, "quickstart"), ...rest] = words;
  if (rest.length > 0 || folderName.startsWith("-")) return stop("usage: npm run quickstart [-- FOLDER]");
  const folder = resolve(folderName);
  const python = findPython();
  if ("problem" in python) return stop(python.problem);
  if (!isOurs(folder)) {
    return stop(
      `${folder} was not made by the quickstart, so it stays as it is.\n` +
        "Name another folder: npm run quickstart -- FOLDER",
    );
  }

  const startedAt = performance.now();
  copyExample(folder);
  say(`The retail example, in a fresh copy: ${folder}`);
  say("It forecasts next week's sales of 45 stores. The data are synthetic.");

  const run = (...args: string[]) => show(folder, ["mlx", ...args], [process.execPath, mlx, ...args]);
  const steps: readonly (() => Promise<number>)[] = [
    () => show(folder, ["python3", "make_data.py"], [...python.command, "make_data.py"]),

    explain("What would be made?", () => run("plan")),
    explain("Make it so.", () => run("apply", "--yes")),
    explain("Train. The first run also installs the recipe's packages.", () =>
      run("run", "experiment/retail-train"),
    ),

    explain(`Change one parameter: ${change.from} becomes ${change.to}.`, () => changeParameter(folder)),
    explain("What does that change? Look for the model that becomes stale.", () => run("plan")),
    explain("Apply it, and train again.", () => run("apply", "--yes")),
    () => run("run", "experiment/retail-train"),
    explain("Compare the two models.", () => run("models", "list")),

    explain("Forecast with the new one.", () => run("run", "experiment/retail-score")),
  ];
  for (const step of steps) {
    const exitCode = await step();
    if (exitCode !== 0) {
      say("The quickstart stops here. Everything so far is kept; to go on by hand:");
      say(`  cd ${shown(folder)}\n  ${typedMlx(folder)} status\n\nTo begin again: npm run quickstart`);
      return exitCode;
    }
  }
  sayGoodbye(folder, (performance.now() - startedAt) / 1000);
  return 0;
}

/** True for what may be removed: nothing at all, an empty folder, or one that the quickstart made. */
function isOurs(folder: string): boolean {
  if (!existsSync(folder)) return true;
  if (!statSync(folder).isDirectory()) return false;
  return readdirSync(folder).length === 0 || existsSync(join(folder, marker));
}

function copyExample(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  const leftOut = new Set(["data", "out", ".mlx", "__pycache__"]);
  cpSync(join(repository, "examples/retail"), folder, {
    recursive: true,
    filter: (source) => !leftOut.has(basename(source)),
  });
  writeFileSync(join(folder, marker), "Made by `npm run quickstart`, which removes it when it runs again.\n");
}

type Python = { readonly command: readonly string[] } | { readonly problem: string };

/** The interpreter that mlx will take too, or what to do about a missing or unfit one. */
function findPython(): Python {
  const { MLX_PYTHON } = process.env;
  const candidates = MLX_PYTHON === undefined ? ["python3", "python"] : [MLX_PYTHON];
  const hasUv = spawnSync("uv", ["--version"]).status === 0;
  for (const name of candidates) {
    const probe = spawnSync(name, ["-c", "import sys; print(*sys.version_info[:2])"], { encoding: "utf8" });
    const [major = 0, minor = 0] = (probe.stdout ?? "").split(" ").map(Number);
    if (probe.status !== 0 || major < 3) continue;
    if (minor < 9) {
      return { problem: `${name} is Python ${major}.${minor}; 3.9 or newer is needed.\n${remedy}` };
    }
    if (!hasUv && spawnSync(name, ["-c", "import venv, ensurepip"]).status !== 0) {
      return {
        problem:
          `${name} cannot make virtual environments: its venv module is missing.\n` +
          "On Debian and Ubuntu: sudo apt install python3-venv. Or install uv: https://docs.astral.sh/uv/",
      };
    }
    return { command: [name] };
  }
  return { problem: `Python 3 was not found (looked for ${candidates.join(", ")}).\n${remedy}` };
}

function explain(text: string, step: () => Promise<number>): () => Promise<number> {
  return () => {
    say(text);
    return step();
  };
}

/** Runs `command` in the folder with this terminal, under the words that a user would type. */
async function show(folder: string, typed: readonly string[], command: readonly string[]): Promise<number> {
  process.stdout.write(`\n${styleText("bold", `$ ${typed.join(" ")}`)}\n`);
  const [program = "", ...args] = command;
  // Ctrl-C reaches the command too, which decides; the quickstart ends after it.
  const waitForCommand = () => {};
  process.on("SIGINT", waitForCommand);
  try {
    return await exitCodeOf(program, args, { cwd: folder, stdio: "inherit" });
  } finally {
    process.off("SIGINT", waitForCommand);
  }
}

function exitCodeOf(program: string, args: readonly string[], options: SpawnOptions): Promise<number> {
  return new Promise((done) => {
    const child = spawn(program, args, options);
    child.on("error", (error) => done(stop(`${program} could not be started: ${error.message}`)));
    child.on("close", (code) => done(code ?? 130));
  });
}

async function changeParameter(folder: string): Promise<number> {
  const path = join(folder, change.file);
  const before = readFileSync(path, "utf8");
  if (!before.includes(change.from)) return stop(`${path} has no "${change.from}" to change.`);
  writeFileSync(path, before.replace(change.from, change.to));
  process.stdout.write(
    `\n${change.file}\n${styleText("red", `- ${change.from}`)}\n${styleText("green", `+ ${change.to}`)}\n`,
  );
  return 0;
}

function sayGoodbye(folder: string, seconds: number): void {
  const batches = join(folder, "out/predictions");
  const typed = typedMlx(folder);
  const [batch] = existsSync(batches) ? readdirSync(batches) : [];
  say(`Done in ${Math.round(seconds)} seconds. Where things are, in ${shown(folder)}:`);
  process.stdout.write(
    [
      "  mlx.yaml              what there should be",
      "  recipe/               the program: train.py and score.py",
      `  out/predictions/${batch ?? ""}  the forecasts`,
      "  .mlx/                 the store: models, runs, logs, history",
      "",
      "What to type next:",
      `  cd ${shown(folder)}`,
      `  ${typed} lineage model/retail-default@v2     what the model was made from`,
      `  ${typed} run experiment/retail-train -p n_estimators=200`,
      `  ${typed} history                             every apply so far`,
      `  ${typed} --help`,
      "",
    ].join("\n"),
  );
}

/** How a user in that folder types `mlx`. */
function typedMlx(folder: string): string {
  return relative(repository, folder).startsWith("..") ? mlx : "npx mlx";
}

function shown(folder: string): string {
  const way = relative(process.cwd(), folder);
  return way === "" || way.startsWith("..") ? folder : way;
}

function say(text: string): void {
  process.stdout.write(`\n${styleText("cyan", text)}\n`);
}

function stop(problem: string): number {
  process.stderr.write(`${problem}\n`);
  return 1;
}
