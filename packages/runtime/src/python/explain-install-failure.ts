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
  const invalid = invalidLine(text);
  if (invalid !== undefined) {
    return requirementsNotInstalled(
      `requirements.txt has a line that is not a requirement: ${invalid}`,
      tail,
      ["a requirement is written `name==1.2.3`"],
    );
  }
  const unbuilt = unbuiltPackage(text);
  if (unbuilt !== undefined) {
    return requirementsNotInstalled(`${unbuilt} has to be compiled, and that failed`, tail, [
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

function invalidLine(text: string): string | undefined {
  const pip = /Invalid requirement: ['"]?([^'"\n]+)/.exec(text);
  const uv = /Couldn't parse requirement[^\n]*\n\s*cause:[^\n]*\n\s*(\S[^\n]*)/.exec(text);
  return (pip ?? uv)?.[1]?.trim();
}

/** pip does not always say which package it was; then it is the one that it took up last. */
function unbuiltPackage(text: string): string | undefined {
  const named = /Failed building wheel for ([\w.-]+)|Failed to build `?([\w.-]+)/.exec(text);
  if (named !== null) return named[1] ?? named[2];
  if (!/subprocess-exited-with-error|metadata-generation-failed/.test(text)) return undefined;
  const taken = [...text.matchAll(/^(?:Collecting|Processing) (?:\S*\/)?([\w.-]+)/gm)].at(-1);
  return taken?.[1] ?? "a package";
}
