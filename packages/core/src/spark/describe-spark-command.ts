import { sparkApplication } from "./spark-application.ts";
import type { SparkPlace } from "./spark-memory.ts";
import type { SparkSettings } from "./spark-settings.ts";
import { sparkSubmitOptions } from "./spark-submit-options.ts";

/**
 * The command of a Spark task as a shell would read it, without what an attempt adds for its event
 * log. `words`: the recipe's command, else what the convention finds (`[train.py]`, `[train]`).
 */
export function describeSparkCommand(
  settings: SparkSettings,
  place: SparkPlace,
  words: readonly string[],
): string {
  const options = sparkSubmitOptions(settings, place);
  const { args } = settings;
  const application = sparkApplication(words);
  switch (application.type) {
    case "file":
      return shellWords(["spark-submit", ...options, application.file, ...args, ...application.args]);
    case "module":
      return shellWords(["spark-submit", ...options, "-m", application.module, ...args, ...application.args]);
    case "submit":
      return shellWords(["spark-submit", ...options, ...application.words, ...args]);
    default:
      return `MLX_SPARK_SUBMIT_OPTIONS=${quote(shellWords(options))} ${shellWords([...application.words, ...args])}`;
  }
}

/** One line that a shell splits into these words. */
export function shellWords(words: readonly string[]): string {
  return words.map(quote).join(" ");
}

function quote(word: string): string {
  return /^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
