import type { MlxError } from "@mlx/core";
import { certificateRefused, indexUnreachable, noSpace, requirementsNotInstalled } from "../errors.ts";

const certificate =
  /CERTIFICATE_VERIFY_FAILED|certificate verify failed|invalid peer certificate|UnknownIssuer|SSLCertVerificationError|self[- ]signed certificate/i;
const unreachable =
  /NewConnectionError|Failed to establish a new connection|Temporary failure in name resolution|Name or service not known|nodename nor servname|ConnectTimeout|Read timed out|Cannot connect to proxy|ProxyError|Connection refused|Connection reset|Network is unreachable|No route to host|dns error|tcp connect error|client error \(Connect\)|error sending request|Failed to fetch.*https?:/i;
const noSpaceLeft = /No space left on device|Disk quota exceeded/i;
const shownLines = 15;

/**
 * What the last lines of pip or uv mean. The order counts: pip ends with "no matching distribution"
 * also where it could not reach the index at all.
 */
export function explainInstallFailure(output: readonly string[]): MlxError {
  const text = output.join("\n");
  const tail = output
    .filter((line) => line.trim() !== "")
    .slice(-shownLines)
    .join("\n");
  if (noSpaceLeft.test(text)) return noSpace("install the recipe's packages", new Error(tail));
  if (certificate.test(text)) return certificateRefused(tail);
  if (unreachable.test(text)) return indexUnreachable(tail);
  const absent = missingPackage(text);
  if (absent !== undefined) {
    return requirementsNotInstalled(`there is no package or version that satisfies ${absent}`, tail, [
      "check the spelling and the version in requirements.txt",
      "`mlx explain MLX4003`",
    ]);
  }
  const invalid = /Invalid requirement: ['"]?([^'"\n]+)|Couldn't parse requirement in `([^`]+)`/.exec(text);
  if (invalid !== null) {
    const where = (invalid[1] ?? invalid[2] ?? "").trim();
    return requirementsNotInstalled(`requirements.txt has a line that is not a requirement: ${where}`, tail, [
      "a requirement is written `name==1.2.3`",
    ]);
  }
  const unbuilt =
    /Failed (?:building wheel for|to build installable wheels for.*\()\s*([\w.-]+)|Failed to build `?([\w.-]+)/.exec(
      text,
    );
  if (unbuilt !== null || /subprocess-exited-with-error|metadata-generation-failed/.test(text)) {
    const name = unbuilt?.[1] ?? unbuilt?.[2] ?? "a package";
    return requirementsNotInstalled(`${name} has to be compiled, and that failed`, tail, [
      "take a version that has a wheel for this Python, or another Python by `MLX_PYTHON`",
      "or install what it needs to be compiled; its documentation says what",
    ]);
  }
  if (/ResolutionImpossible|conflicting dependencies|requirements are unsatisfiable/i.test(text)) {
    return requirementsNotInstalled("the requirements contradict each other", tail, [
      "loosen one of the versions named above",
    ]);
  }
  return requirementsNotInstalled("the recipe's requirements could not be installed", tail, [
    "`mlx explain MLX4003`",
  ]);
}

function missingPackage(text: string): string | undefined {
  const match =
    /No matching distribution found for ([^\n]+)/.exec(text) ??
    /Could not find a version that satisfies the requirement ([^\n(]+)/.exec(text) ??
    /Because there (?:is|are) no versions? of ([^\n,]+?)(?: and|,|\n|$)/.exec(text) ??
    /Because ([^\s,]+) was not found in the package registry/.exec(text);
  return match?.[1]?.trim();
}
