import { MlxError } from "@mlx/core";
import { findJava } from "./find-java.ts";
import { findSpark } from "./find-spark.ts";

export interface SparkCheck {
  readonly name: "Spark" | "Java";
  /** What is absent is no problem before a recipe needs it. */
  readonly outcome: "ok" | "warning";
  readonly detail: string;
  readonly remedy?: string;
}

/** The newest Spark that a requirement brings: what it needs is asked for where none is installed. */
const usualSpark = "4";

/** Whether recipes of type PySpark and Spark can be run here as processes. Installs nothing. */
export async function checkSpark(
  processEnv: Readonly<Record<string, string | undefined>>,
): Promise<readonly SparkCheck[]> {
  const spark = await findSpark("recipes", { env: processEnv }).catch(whyNot);
  const java = await findJava(spark instanceof MlxError ? { version: usualSpark } : spark, processEnv).catch(
    whyNot,
  );
  return [
    java instanceof MlxError
      ? {
          name: "Java",
          outcome: "warning",
          detail: `${java.summary}. ${java.detail ?? ""}`.trim(),
          ...remedyOf(java),
        }
      : {
          name: "Java",
          outcome: "ok",
          detail: java.home === undefined ? java.version : `${java.version} at ${java.home}`,
        },
    spark instanceof MlxError
      ? {
          name: "Spark",
          outcome: "ok",
          detail: "none of its own; `pyspark` in a recipe's requirements.txt brings one",
        }
      : { name: "Spark", outcome: "ok", detail: `${spark.version} at ${spark.home}` },
  ];
}

function whyNot(error: unknown): MlxError {
  if (error instanceof MlxError) return error;
  throw error;
}

function remedyOf({ next: [remedy] }: MlxError): { readonly remedy?: string } {
  return remedy === undefined ? {} : { remedy };
}
