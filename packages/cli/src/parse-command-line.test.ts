import { MlxError } from "@mlx/core";
import { expect, test } from "vitest";
import { commandList } from "./command-list.ts";
import { parseCommandLine } from "./parse-command-line.ts";

async function parse(...words: readonly string[]) {
  const invocation = await parseCommandLine(words);
  if (invocation.type === "help") return invocation;
  const { command, input, global } = invocation;
  return { name: command.name, input, global };
}

async function refusal(...words: readonly string[]) {
  try {
    await parseCommandLine(words);
  } catch (error) {
    if (error instanceof MlxError) return { code: error.code, summary: error.summary, next: error.next };
    throw error;
  }
  return "accepted";
}

const noGlobals = {
  directory: undefined,
  env: undefined,
  var: {},
  varFile: [],
  store: undefined,
  json: false,
  quiet: false,
  verbose: false,
  noColor: false,
};

test("flags, arguments and their defaults", async () => {
  expect(await parse("plan")).toEqual({
    name: "plan",
    input: { out: undefined, detailedExitcode: false, destroy: false, allowMassDelete: false },
    global: noGlobals,
  });
  expect(await parse("run", "experiment/a", "-p", "a=1", "-p", "b=x=y", "--task=train", "--detach")).toEqual({
    name: "run",
    input: {
      address: "experiment/a",
      task: "train",
      parameter: { a: "1", b: "x=y" },
      model: undefined,
      priority: undefined,
      respectPolicy: false,
      noCache: false,
      tag: {},
      wait: false,
      detach: true,
    },
    global: noGlobals,
  });
});

test("global flags stand before or after the command, and add up", async () => {
  const { global } = (await parse(
    ...["-C", "a", "--var", "x=1", "--json", "plan", "-v", "--var", "y=2", "-C", "b", "--no-color"],
  )) as { global: unknown };
  expect(global).toEqual({
    ...noGlobals,
    directory: "b",
    var: { x: "1", y: "2" },
    json: true,
    verbose: true,
    noColor: true,
  });
});

test("a group has a default command and takes flags before and after the other's name", async () => {
  expect(await parse("runs", "--state", "FAILED", "--state", "DONE")).toMatchObject({
    name: "runs list",
    input: { state: ["FAILED", "DONE"] },
  });
  expect(await parse("runs", "-v", "show", "last", "--json")).toEqual({
    name: "runs show",
    input: { run: "last" },
    global: { ...noGlobals, verbose: true, json: true },
  });
});

test("--yes and --auto-approve are one flag", async () => {
  expect(await parse("apply", "--auto-approve")).toMatchObject({ input: { yes: true } });
  expect(await parse("apply", "--yes")).toMatchObject({ input: { yes: true } });
});

test("after -- words are arguments", async () => {
  expect(await parse("complete", "--", "plan", "--o", "")).toMatchObject({
    input: { words: ["plan", "--o", ""] },
  });
});

test.each([
  [["plam"], "unknown command `plam`; did you mean `plan`?", "`mlx --help`"],
  [["--foo", "plan"], "unknown option `--foo`", "`mlx --help`"],
  [["plan", "--ot", "x"], "unknown option `--ot`; did you mean `--out`?", "`mlx plan --help`"],
  [["plan", "--out"], "option `--out <FILE>` argument missing", "`mlx plan --help`"],
  [["plan", "surplus"], "too many arguments: `surplus`", "`mlx plan --help`"],
  [["down", "a", "b"], "too many arguments: `a`, `b`", "`mlx down --help`"],
  [["up", "--port", "65536"], /Give 0 to 65535/, "`mlx up --help`"],
  [["up", "--slots", "licence"], /Give it as NAME=VALUE/, "`mlx up --help`"],
  [["run", "a", "--priority", "-1001"], /Give -1000 to 1000/, "`mlx run --help`"],
  [["schedules", "pause"], "missing required argument `experiments`", "`mlx schedules pause --help`"],
  [["history", "--limit", "0"], /Give 1 or more/, "`mlx history --help`"],
  [["run"], "missing required argument `address`", "`mlx run --help`"],
  [["runs", "shwo"], "unknown command `shwo`; did you mean `show`?", "`mlx runs --help`"],
  [
    ["completion", "tcsh"],
    /argument value `tcsh` is invalid.*bash, zsh, fish, powershell/,
    "`mlx completion --help`",
  ],
  [["runs", "--state", "LOST"], /argument `LOST` is invalid. Allowed: PENDING/, "`mlx runs list --help`"],
  [
    ["runs", "--limit", "99999999999999999"],
    /argument `99999999999999999` is invalid. Give 999999999 or less/,
    "`mlx runs list --help`",
  ],
  [["runs", "--filter", ""], /It is empty: leave --filter out for all/, "`mlx runs list --help`"],
  [["cancel", "--filter", " "], /It is empty/, "`mlx cancel --help`"],
  [["runs", "--limit", "many"], /argument `many` is invalid. Give a whole number/, "`mlx runs list --help`"],
  [["run", "x", "-p", "novalue"], /argument `novalue` is invalid. Give it as NAME=VALUE/, "`mlx run --help`"],
  [["-C"], /argument missing/, "`mlx --help`"],
])("%j is refused", async (words, summary, next) => {
  expect(await refusal(...words)).toEqual({
    code: "MLX8100",
    summary: typeof summary === "string" ? summary : expect.stringMatching(summary),
    next: [next],
  });
});

test("help is a text, wherever it is asked for", async () => {
  for (const words of [
    ["--help"],
    ["-h"],
    [],
    ["plan", "--help"],
    ["runs", "-h"],
    ["runs", "show", "--help"],
  ])
    expect(await parse(...words)).toEqual({ type: "help", text: expect.stringContaining("mlx") });
});

test("every command explains itself: description, examples of its own, exit codes", async () => {
  for (const { name, load } of commandList)
    for (const command of await load()) {
      expect(command.name === name || command.name.startsWith(`${name} `)).toBe(true);
      const help = await parse(...command.name.split(" "), "--help");
      expect(help).toEqual({ type: "help", text: expect.stringContaining(`Usage: mlx ${command.name}`) });
      expect(command.examples.length).toBeGreaterThan(0);
    }
});

test("every example is a command line that is understood", async () => {
  for (const { load } of commandList)
    for (const command of await load())
      for (const [example] of command.examples) {
        const words = (example.match(/(?:'[^']*'|"[^"]*"|\S)+/g) ?? []).map(unquoted);
        const end = words.findIndex((word) => /^(?:>>?|\|)$/.test(word));
        const typed = end === -1 ? words : words.slice(0, end);
        expect([example, await refusal(...typed)]).toEqual([example, "accepted"]);
      }
});

function unquoted(word: string): string {
  return word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2");
}
