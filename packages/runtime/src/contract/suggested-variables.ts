/** Variables that mlx suggests: a recipe's own of the same name count instead. */
import { join } from "node:path";
import type { Variables } from "./contract-variables.ts";

/**
 * Where libraries put what they may lose. PYTHONPYCACHEPREFIX is not among them: with it Python would
 * compile every package of the environment anew for each run.
 */
export function cacheVariables({
  temporary,
  cache,
}: {
  readonly temporary: string;
  readonly cache: string;
}): Variables {
  return {
    TMPDIR: temporary,
    XDG_CACHE_HOME: cache,
    MPLCONFIGDIR: join(cache, "matplotlib"),
    NUMBA_CACHE_DIR: join(cache, "numba"),
    HF_HOME: join(cache, "huggingface"),
    TORCH_HOME: join(cache, "torch"),
    TRITON_CACHE_DIR: join(cache, "triton"),
    JOBLIB_TEMP_FOLDER: temporary,
    SPARK_LOCAL_DIRS: temporary,
  };
}

/** Libraries see all processors of the machine, whatever the task's limit; this tells them. */
export function threadHints(cpus: number | undefined): Variables {
  if (cpus === undefined) return {};
  const threads = Math.max(1, Math.floor(cpus)).toString();
  return {
    OMP_NUM_THREADS: threads,
    OPENBLAS_NUM_THREADS: threads,
    MKL_NUM_THREADS: threads,
    NUMEXPR_MAX_THREADS: threads,
    RAYON_NUM_THREADS: threads,
  };
}
