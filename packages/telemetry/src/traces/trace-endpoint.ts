export interface TraceEndpoint {
  readonly url: string;
  /** The protocol that is asked for is another than the one that mlx speaks, `http/json`. */
  readonly otherProtocol?: string;
}

/**
 * Where traces go: by OpenTelemetry's own variables, and nowhere without them. The general one names a
 * collector, the one for traces the very URL. `undefined` also for what is no URL.
 */
export function traceEndpoint(env: Readonly<Record<string, string | undefined>>): TraceEndpoint | undefined {
  const own = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT?.trim();
  const general = env.OTEL_EXPORTER_OTLP_ENDPOINT?.trim();
  const url = own ? own : general ? `${general.replace(/\/+$/, "")}/v1/traces` : undefined;
  if (url === undefined || !/^https?:\/\//.test(url) || !URL.canParse(url)) return undefined;
  if (env.OTEL_SDK_DISABLED?.toLowerCase() === "true" || env.OTEL_TRACES_EXPORTER === "none")
    return undefined;
  const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL;
  return {
    url,
    ...(protocol === undefined || protocol.startsWith("http/") ? {} : { otherProtocol: protocol }),
  };
}
