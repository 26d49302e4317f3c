import { expect, it } from "vitest";
import { packageManagerEnvironment } from "./package-manager-environment.ts";

it("passes on what the package managers need and nothing that misleads them", () => {
  const env = packageManagerEnvironment({
    PATH: "/bin",
    HOME: "/home/u",
    PIP_INDEX_URL: "https://i",
    PIP_CERT: "/ca.pem",
    UV_INDEX_URL: "https://i",
    https_proxy: "http://p",
    NO_PROXY: "x",
    PIP_TARGET: "/elsewhere",
    PYTHONPATH: "/elsewhere",
    VIRTUAL_ENV: "/elsewhere",
    DATABASE_PASSWORD: "x",
    UNSET: undefined,
  });
  expect(env).toEqual({
    PATH: "/bin",
    HOME: "/home/u",
    PIP_INDEX_URL: "https://i",
    PIP_CERT: "/ca.pem",
    SSL_CERT_FILE: "/ca.pem",
    UV_INDEX_URL: "https://i",
    https_proxy: "http://p",
    NO_PROXY: "x",
    PIP_DISABLE_PIP_VERSION_CHECK: "1",
    PIP_NO_INPUT: "1",
    PYTHONUNBUFFERED: "1",
  });
});
