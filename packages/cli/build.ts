/** Bundles the command line into `dist/`: main, the supervisor of tasks, and the templates of `mlx init`. */
import { cp, readFile, rm } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type Plugin } from "esbuild";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Ink can talk to React's developer tools, which are not installed here. */
const withoutDevtools: Plugin = {
  name: "without-devtools",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: "" }));
  },
};

/** `new Intl.Segmenter()` costs 18 ms, and string-width makes one at import; most texts never need it. */
const lazySegmenter: Plugin = {
  name: "lazy-segmenter",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]string-width[\\/]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const eager = "const segmenter = new Intl.Segmenter();";
      const lazy =
        "let made; const segmenter = { segment: (text) => (made ??= new Intl.Segmenter()).segment(text) };";
      return text.includes(eager)
        ? { contents: text.replace(eager, lazy) }
        : { errors: [{ text: `${path} no longer has: ${eager}` }] };
    });
  },
};

await rm(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: {
    main: here("src/main.ts"),
    supervisor: here("../runtime/src/process/supervisor.ts"),
  },
  outdir: here("dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24",
  external: ["@duckdb/node-api"],
  jsx: "automatic",
  minifyWhitespace: true,
  plugins: [withoutDevtools, lazySegmenter],
  define: { "process.env.NODE_ENV": '"production"' },
  // Dependencies in CommonJS call `require` for Node's own modules.
  banner: {
    js: "import{createRequire as mlxCreateRequire}from'node:module';const require=mlxCreateRequire(import.meta.url);",
  },
  logLevel: "warning",
});

const leftOut = /(^|\/)(\.mlx|\.venv|__pycache__|out|node_modules)(\/|$)/;
for (const template of ["hello", "retail"])
  await cp(here(`../../examples/${template}`), here(`dist/templates/${template}`), {
    recursive: true,
    filter: (path) => !leftOut.test(path.replaceAll("\\", "/").slice(here("../..").length)),
  });
