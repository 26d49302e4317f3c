import { MlxError, systemErrorCode } from "@mlx/core";

/**
 * True when it was done; what the system has against it, and failures of the file store, are told in one
 * line. `what` completes "cannot be removed: …".
 */
export async function tryRemoval(
  what: string,
  remove: () => Promise<void>,
  tell: (problem: string) => void,
): Promise<boolean> {
  try {
    await remove();
    return true;
  } catch (error) {
    tell(`${what} cannot be removed: ${describe(error)}`);
    return false;
  }
}

function describe(error: unknown): string {
  if (error instanceof MlxError) return error.summary;
  const code = systemErrorCode(error);
  if (code === undefined) throw error;
  switch (code) {
    case "EACCES":
    case "EPERM":
      return "permission is denied; it may belong to the user of a container";
    case "EBUSY":
      return "it is in use";
    case "EROFS":
      return "the file system is read-only";
    default:
      return code;
  }
}
