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

/**
 * string-width makes its segmenter and its Unicode patterns at import, which takes 20 ms, and most texts
 * never need them: its body becomes a function that the first call runs.
 */
const lazyStringWidth: Plugin = {
  name: "lazy-string-width",
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]string-width[\\/]index\.js$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const parts = /^((?:import [^\n]*\n)+)(.*)^export default (function .*)$/ms.exec(text);
      if (parts === null) return { errors: [{ text: `${path} is not laid out as expected` }] };
      const [, imports, body, measure] = parts;
      return {
        contents: `${imports}
          let measure;
          export default (text, options) => (measure ??= make())(text, options);
          function make() { ${body} return ${measure} }`,
      };
    });
  },
};

/**
 * An `import` of node:http looks at each of its exports, and some of them load all of Node's `fetch` and WebSocket
 * when they are looked at, which takes 50 ms. `require` looks at none. (A dynamic import would lose its names.)
 */
const lazyHttp: Plugin = {
  name: "lazy-http",
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(node:)?http$/ }, ({ kind }) =>
      kind === "import-statement" ? { path: "http", namespace: "lazy-http" } : undefined,
    );
    onLoad({ filter: /.*/, namespace: "lazy-http" }, () => ({
      contents: 'module.exports = require("node:http")',
    }));
  },
};

await rm(here("dist"), { recursive: true, force: true });
await build({
  entryPoints: {
    main: here("src/main.ts"),
    supervisor: here("../runtime/src/process/supervisor.ts"),
    transform: here("../runtime/src/serving/transform/transform-driver.ts"),
  },
  outdir: here("dist"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node24",
  // Native code, and files that a library reads beside itself, cannot be bundled.
  external: ["@duckdb/node-api", "dockerode"],
  jsx: "automatic",
  minifyWhitespace: true,
  // Node has these; without them esbuild turns literals into `new RegExp`, which compile at once.
  supported: { "regexp-set-notation": true, "regexp-unicode-property-escapes": true },
  plugins: [withoutDevtools, lazyStringWidth, lazyHttp],
  define: { "process.env.NODE_ENV": '"production"' },
  // Dependencies in CommonJS call `require` for Node's own modules.
  banner: {
    js: "import{createRequire as mlxCreateRequire}from'node:module';const require=mlxCreateRequire(import.meta.url);",
  },
  logLevel: "warning",
});

const leftOut = /(^|\/)(\.mlx|\.venv|__pycache__|data|out|node_modules)(\/|$)/;
for (const template of ["hello", "retail", "nightly", "service", "pipeline", "serve"])
  await cp(here(`../../examples/${template}`), here(`dist/templates/${template}`), {
    recursive: true,
    filter: (path) => !leftOut.test(path.replaceAll("\\", "/").slice(here("../..").length)),
  });
