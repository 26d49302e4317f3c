import { expect, it } from "vitest";
import { explainRegistryFailure } from "./explain-registry-failure.ts";
import { parseImageReference } from "./image-reference.ts";

/** What engines really said. */
it.each([
  ["MLX4032", 404, "manifest unknown: manifest unknown"],
  ["MLX4032", undefined, "manifest for ghcr.io/acme/x:1 not found: manifest unknown: manifest unknown"],
  ["MLX4032", undefined, "no matching manifest for linux/arm64/v8 in the manifest list entries"],
  ["MLX4032", 500, "no match for platform in manifest: not found"],
  [
    "MLX4033",
    404,
    "pull access denied for acme/x, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
  ],
  ["MLX4033", 500, 'Head "http://127.0.0.1:5000/v2/x/manifests/1": no basic auth credentials'],
  [
    "MLX4033",
    undefined,
    "pulling from host 127.0.0.1:5000 failed with status code [manifests 1]: 401 Unauthorized",
  ],
  ["MLX4033", 401, "incorrect username or password"],
  ["MLX4033", 403, "anything"],
  ["MLX4034", 500, 'Get "https://ghcr.io/v2/": dial tcp: lookup ghcr.io: no such host'],
  ["MLX4034", 500, 'Get "https://ghcr.io/v2/": net/http: TLS handshake timeout'],
  ["MLX4034", 500, 'Get "http://127.0.0.1:1/v2/": dial tcp 127.0.0.1:1: connect: connection refused'],
  ["MLX4034", 500, "toomanyrequests: You have reached your pull rate limit."],
  ["MLX4034", undefined, "received unexpected HTTP status: 503 Service Unavailable"],
  ["MLX4034", undefined, "unexpected EOF"],
  ["MLX4036", 500, 'Get "https://10.0.0.1:5000/v2/": x509: certificate signed by unknown authority'],
  ["MLX4012", undefined, "failed to register layer: write /var/lib/docker/tmp/1: no space left on device"],
])("%s of status %s: %s", (code, status, message) => {
  const reference = parseImageReference("ghcr.io/acme/x:1");
  const error = explainRegistryFailure({ reference, message, status });
  expect(error.code).toBe(code);
  expect(error.next.length).toBeGreaterThan(0);
});

it("says of an image that is here that it is asked for all the same", () => {
  const reference = parseImageReference("ghcr.io/acme/x:1");
  const { detail } = explainRegistryFailure({ reference, message: "unexpected EOF", here: true });
  expect(detail).toBe("`container.pull: always` asks it each time. Docker says: unexpected EOF");
});
