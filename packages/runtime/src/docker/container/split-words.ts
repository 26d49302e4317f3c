/**
 * The words of a command that was written as one text: separated by white space; quotes and
 * backslashes keep it together as in a shell. Nothing is expanded.
 */
export function splitWords(text: string): readonly string[] {
  const words = text.match(/(?:[^\s"'\\]|\\[\s\S]|"(?:[^"\\]|\\[\s\S])*"|'[^']*'|["'\\])+/g) ?? [];
  return words.map((word) =>
    word.replaceAll(/\\([\s\S])|"((?:[^"\\]|\\[\s\S])*)"|'([^']*)'/g, (_, escaped, double, single) => {
      if (typeof escaped === "string") return escaped;
      if (typeof single === "string") return single;
      return String(double).replaceAll(/\\(["\\$`])/g, "$1");
    }),
  );
}
