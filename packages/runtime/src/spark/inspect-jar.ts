/** Whether a jar has the class that is to be run, found out without starting anything. */
import { noMainClass, unreadableJar } from "../errors.ts";
import { closestNames } from "./closest-names.ts";
import type { Jar } from "./read-jar.ts";
import { readJar } from "./read-jar.ts";

/** Classes whose content is looked at for a `main`: a jar may have tens of thousands. */
const examined = 60;
const shown = 5;
const longestManifest = 1024 * 1024;

/** `className` as the specification has it, else the jar's own `Main-Class` counts. Fails: 4042. */
export async function inspectJar(
  name: string,
  content: Uint8Array,
  className: string | undefined,
): Promise<void> {
  const jar = await readJar(content).catch((error: unknown) => {
    throw unreadableJar(name, error);
  });
  try {
    const wanted = className ?? (await readMainClass(jar));
    const classes = jar.names.flatMap(classOf);
    if (wanted !== undefined && classes.includes(wanted)) return;
    throw noMainClass(name, wanted, await runnable(jar, classes, wanted));
  } finally {
    jar.close();
  }
}

function classOf(entry: string): readonly string[] {
  if (!entry.endsWith(".class") || entry.startsWith("META-INF/") || entry.endsWith("-info.class")) return [];
  return [entry.slice(0, -".class".length).replaceAll("/", ".")];
}

/** Lines of a manifest go on in the next one behind a space. */
async function readMainClass(jar: Jar): Promise<string | undefined> {
  const content = await jar.read("META-INF/MANIFEST.MF", longestManifest);
  const text = content?.toString("utf8").replaceAll(/\r?\n /g, "");
  return text === undefined ? undefined : /^Main-Class:\s*(\S+)/m.exec(text)?.[1];
}

/** Names of classes with a `main`, the closest first. */
async function runnable(
  jar: Jar,
  classes: readonly string[],
  wanted: string | undefined,
): Promise<readonly string[]> {
  const close = closestNames(wanted ?? "Main", classes).slice(0, examined);
  const found: string[] = [];
  for (const name of close) {
    if (await hasMain(jar, name)) found.push(name);
    if (found.length === shown) break;
  }
  return found;
}

const longestClass = 4 * 1024 * 1024;

/** Its constants have the method's name and its type; that they belong together is likely enough. */
async function hasMain(jar: Jar, name: string): Promise<boolean> {
  const content = await jar.read(`${name.replaceAll(".", "/")}.class`, longestClass);
  return content?.includes("\0\u0004main") === true && content.includes("([Ljava/lang/String;)V");
}
