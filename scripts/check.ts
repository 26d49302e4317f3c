/** `npm run check`: every check that blocks, one line each; what fails is printed whole. */
import { spawnSync } from "node:child_process";

const checks: readonly { readonly name: string; readonly command: readonly string[] }[] = [
  { name: "types", command: ["tsc", "-p", "tsconfig.json"] },
  { name: "format and lint", command: ["biome", "check", "--error-on-warnings", "."] },
  { name: "unused files, exports and dependencies", command: ["knip"] },
  { name: "direction of the packages", command: ["node", "scripts/check-boundaries.ts"] },
  {
    name: "generated language is fresh",
    command: ["node", "packages/config/scripts/generate.ts", "--check"],
  },
  { name: "generated API and client are fresh", command: ["node", "scripts/generate-api.ts", "--check"] },
  { name: "generated documentation is fresh", command: ["node", "scripts/generate-docs.ts", "--check"] },
];

let failed = 0;
for (const { name, command } of checks) {
  const [program = "", ...args] = command;
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8" });
  if (status === 0) {
    console.log(`ok      ${name}`);
    continue;
  }
  failed += 1;
  console.log(`FAILED  ${name}: ${command.join(" ")}\n${stdout}${stderr}`);
}
process.exitCode = failed === 0 ? 0 : 1;
