import { expect, it } from "vitest";
import { explainInstallFailure } from "./explain-install-failure.ts";

/** What pip 23 and uv 0.13 really said. */
it.each([
  [
    "pip, certificate",
    `Could not fetch URL https://localhost:8443/simple/idna/: There was a problem confirming the ssl certificate: HTTPSConnectionPool(host='localhost', port=8443): Max retries exceeded with url: /simple/idna/ (Caused by SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: self-signed certificate (_ssl.c:1006)'))) - skipping
ERROR: Could not find a version that satisfies the requirement idna==3.4 (from versions: none)
ERROR: No matching distribution found for idna==3.4`,
    ["MLX4004", "the certificate of the package index was refused"],
  ],
  [
    "uv, certificate",
    `error: Failed to fetch: https://localhost:8443/simple/idna/
  cause: error sending request for url (https://localhost:8443/simple/idna/)
  cause: client error (Connect)
  cause: invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))`,
    ["MLX4004", "the certificate of the package index was refused"],
  ],
  [
    "pip, no connection",
    `WARNING: Retrying (Retry(total=0, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/idna/
ERROR: Could not find a version that satisfies the requirement idna==3.4 (from versions: none)
ERROR: No matching distribution found for idna==3.4`,
    ["MLX4004", "the package index cannot be reached"],
  ],
  [
    "uv, no connection",
    `error: Failed to fetch: http://no.such.host.invalid/simple/idna/
  cause: error sending request for url (http://no.such.host.invalid/simple/idna/)
  cause: client error (Connect)
  cause: dns error
  cause: failed to lookup address information: Name or service not known`,
    ["MLX4004", "the package index cannot be reached"],
  ],
  [
    "pip, no such version",
    `ERROR: Could not find a version that satisfies the requirement idna==99.1 (from versions: 0.2, 0.3)
ERROR: No matching distribution found for idna==99.1`,
    ["MLX4003", "there is no package or version that satisfies idna==99.1"],
  ],
  [
    "uv, no such package",
    `error: No solution found when resolving dependencies
  cause: Because this-does-not-exist was not found in the package registry and you require this-does-not-exist, we can conclude that your requirements are unsatisfiable.`,
    ["MLX4003", "there is no package or version that satisfies this-does-not-exist"],
  ],
  [
    "uv, no such version",
    `  cause: Because there is no version of idna==99.1 and you require idna==99.1, we can conclude that your requirements are unsatisfiable.`,
    ["MLX4003", "there is no package or version that satisfies idna==99.1"],
  ],
  [
    "pip, not a requirement",
    `ERROR: Invalid requirement: 'idna=3.4' (from line 1 of bad.txt)\nHint: = is not a valid operator. Did you mean == ?`,
    ["MLX4003", "requirements.txt has a line that is not a requirement: idna=3.4"],
  ],
  [
    "uv, not a requirement",
    `error: Couldn't parse requirement in \`bad.txt\` at position 0
  cause: no such comparison operator "=", must be one of ~= == != <= >= < > ===
         idna=3.4
             ^^^^`,
    ["MLX4003", "requirements.txt has a line that is not a requirement: idna=3.4"],
  ],
  [
    "pip, contradiction",
    `ERROR: Cannot install -r conf.txt (line 1) and idna==1.0 because these package versions have conflicting dependencies.
ERROR: ResolutionImpossible: for help visit https://pip.pypa.io/`,
    ["MLX4003", "the requirements contradict each other"],
  ],
  [
    "uv, contradiction",
    `  cause: Because requests==2.31.0 depends on idna>=2.5,<4 and you require requests==2.31.0, we can conclude that you require idna>=2.5,<4.
         And because you require idna==1.0, we can conclude that your requirements are unsatisfiable.`,
    ["MLX4003", "the requirements contradict each other"],
  ],
  [
    "pip, compiling",
    `Collecting bad_pkg
      RuntimeError: no compiler
error: metadata-generation-failed`,
    ["MLX4003", "bad_pkg has to be compiled, and that failed"],
  ],
  [
    "uv, compiling",
    "error: Failed to build `bad-pkg==1.0`\n  cause: The build backend returned an error",
    ["MLX4003", "bad-pkg has to be compiled, and that failed"],
  ],
  [
    "a full disk",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
    ["MLX4012", "there is no space left to install the recipe's packages"],
  ],
  ["anything else", "Segmentation fault", ["MLX4003", "the recipe's requirements could not be installed"]],
])("%s", (_, output, expected) => {
  const error = explainInstallFailure(output.split("\n"));
  expect([error.code, error.summary]).toEqual(expected);
  expect(error.next.length).toBeGreaterThan(0);
});
