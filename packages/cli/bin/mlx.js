#!/usr/bin/env node
// Plain JavaScript that any Node can read: it has to say what is wrong with an old one.
import { existsSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";

const leastMajor = 24;
const main = new URL("../dist/main.js", import.meta.url);

if (Number(process.versions.node.split(".")[0]) < leastMajor) {
  console.error(`mlx needs Node ${leastMajor} or newer, and this is ${process.version}.`);
  console.error("Install it from https://nodejs.org, or run mlx by `npx -p node@24 -p mlx mlx`.");
  process.exitCode = 1;
} else if (!existsSync(main)) {
  console.error("mlx is not built yet.");
  console.error("next: npm run build");
  process.exitCode = 1;
} else {
  module.enableCompileCache?.();
  const { main: run } = await import(main.href);
  await run(fileURLToPath(import.meta.url));
}
