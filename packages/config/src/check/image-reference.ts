/** What is wrong with the written name of an image or a registry. */

export interface NameProblem {
  /** Completes the sentence "`…` is no …: …". */
  readonly why: string;
  /** What was probably meant. */
  readonly instead?: string;
}

/** `undefined` for a proper `[REGISTRY/]NAME[:TAG][@DIGEST]`. */
export function explainImageReference(text: string): NameProblem | undefined {
  const common = explainText(text);
  if (common !== undefined) return common;
  if (/^(sha256:)?[0-9a-f]{64}$/.test(text))
    return { why: "it is an id, which means something on one machine only" };
  const [named = "", digest, ...more] = text.split("@");
  if (more.length > 0) return { why: "it has more than one `@`" };
  if (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))
    return { why: "a digest is `sha256:` and 64 hexadecimal digits" };
  const colon = named.indexOf(":", named.lastIndexOf("/") + 1);
  const name = colon === -1 ? named : named.slice(0, colon);
  const tag = colon === -1 ? undefined : named.slice(colon + 1);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag))
    return { why: "a tag has up to 128 letters, digits, underscores, dots and dashes" };
  const [first = "", ...rest] = name.split("/");
  const hasRegistry = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  if (hasRegistry && !isHost(first)) return { why: `\`${first}\` is no host` };
  return explainRepository(hasRegistry ? rest : [first, ...rest], text);
}

/** `undefined` for a proper `HOST[:PORT][/PATH]`. */
export function explainRegistry(text: string): NameProblem | undefined {
  const common = explainText(text);
  if (common !== undefined) return common;
  const [host = "", ...path] = text.split("/");
  if (!isHost(host)) return { why: "it does not begin with a host, or a host and a port" };
  return path.length === 0 ? undefined : explainRepository(path, text);
}

function isHost(text: string): boolean {
  const label = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
  return new RegExp(`^(?:\\[[0-9a-fA-F:]+\\]|${label}(?:\\.${label})*)(?::\\d{1,5})?$`).test(text);
}

function explainText(text: string): NameProblem | undefined {
  const [scheme] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.exec(text) ?? [];
  if (scheme !== undefined)
    return { why: `it begins with \`${scheme}\``, instead: text.slice(scheme.length) };
  if (/\s/.test(text)) return { why: "it holds white space", instead: text.replaceAll(/\s/g, "") };
  return undefined;
}

function explainRepository(parts: readonly string[], text: string): NameProblem | undefined {
  const bad = parts.find((part) => !/^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/.test(part));
  if (bad === undefined) return undefined;
  if (bad === "") return { why: "a part of its name is empty" };
  if (/[A-Z]/.test(bad)) {
    const lower = parts.join("/");
    return { why: "names of images are in lower case", instead: text.replace(lower, lower.toLowerCase()) };
  }
  return {
    why: `\`${bad}\` is not made of lower-case letters and digits with single dots, underscores or dashes between them`,
  };
}
