type ProcessEnv = Readonly<Record<string, string | undefined>>;

const passed = new Set([
  "PATH",
  "HOME",
  "USER",
  "LOGNAME",
  "LANG",
  "TMPDIR",
  "NETRC",
  "SSL_CERT_FILE",
  "SSL_CERT_DIR",
  "REQUESTS_CA_BUNDLE",
  "CURL_CA_BUNDLE",
  "CC",
  "CXX",
  "CFLAGS",
  "LDFLAGS",
]);
const passedPattern = /^(?:PIP_.*|UV_.*|LC_.*|XDG_.*|(?:https?|all|no|ftp)_proxy)$/i;
/** Settings that would make pip install somewhere else than into the environment. */
const misleading = new Set([
  "PIP_USER",
  "PIP_TARGET",
  "PIP_PREFIX",
  "PIP_ROOT",
  "PIP_REQUIREMENT",
  "PIP_PYTHON",
]);

/**
 * The environment of pip, uv and Python while an environment is made: the user's own settings of
 * proxies, indexes and certificates, and nothing that would lead them astray (`PYTHONPATH`,
 * `VIRTUAL_ENV`). The task gets none of this.
 */
export function packageManagerEnvironment(processEnv: ProcessEnv): Readonly<Record<string, string>> {
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(processEnv)) {
    if (value === undefined || misleading.has(name)) continue;
    if (passed.has(name) || passedPattern.test(name)) env[name] = value;
  }
  // uv does not read PIP_CERT.
  const authority = env.PIP_CERT;
  if (authority !== undefined && env.SSL_CERT_FILE === undefined) env.SSL_CERT_FILE = authority;
  return { ...env, PIP_DISABLE_PIP_VERSION_CHECK: "1", PIP_NO_INPUT: "1", PYTHONUNBUFFERED: "1" };
}
