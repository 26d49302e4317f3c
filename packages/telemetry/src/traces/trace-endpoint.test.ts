import { expect, it } from "vitest";
import { traceEndpoint } from "./trace-endpoint.ts";

it.each([
  [{}, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "" }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "collector:4318" }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c:4318/" }, { url: "http://c:4318/v1/traces" }],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "https://c/otlp" }, { url: "https://c/otlp/v1/traces" }],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://d/traces" },
    { url: "http://d/traces" },
  ],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_SDK_DISABLED: "TRUE" }, undefined],
  [{ OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_TRACES_EXPORTER: "none" }, undefined],
  [
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://c", OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" },
    { url: "http://c/v1/traces", otherProtocol: "grpc" },
  ],
])("%j leads to %j", (env, expected) => {
  expect(traceEndpoint(env)).toEqual(expected);
});
