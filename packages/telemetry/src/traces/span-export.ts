import { context, SpanKind, SpanStatusCode, TraceFlags, trace } from "@opentelemetry/api";
import { OTLPTraceExporter } from "@opentelemetry/exporter-trace-otlp-http";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from "@opentelemetry/sdk-trace-base";
import type { TellProblem, TracerOptions } from "./create-tracer.ts";
import type { RunSpan } from "./run-spans.ts";

export interface SpanExport {
  /** Queues them; a full queue drops the newest. */
  add(spans: readonly RunSpan[]): void;
  /** Sends what is queued. */
  close(): Promise<void>;
}

/**
 * OpenTelemetry's own exporter: OTLP as JSON over HTTP, in batches, with retries. Headers, certificates,
 * timeouts, compression, sampling, the service's name and further attributes are those of its variables
 * (`OTEL_EXPORTER_OTLP_HEADERS`, `OTEL_SERVICE_NAME`, …).
 */
export function openSpanExport(
  {
    endpoint,
    version,
    identity,
    namespace,
  }: Pick<TracerOptions, "endpoint" | "version" | "identity" | "namespace">,
  tellProblem: TellProblem,
): SpanExport {
  let next = { traceId: "", spanId: "" };
  const exporter = tellProblems(new OTLPTraceExporter({ url: endpoint.url }), endpoint.url, tellProblem);
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({
      "service.name": "mlx",
      "service.namespace": namespace,
      "service.version": version,
      "service.instance.id": identity.id,
      "host.name": identity.host,
      "process.pid": identity.pid,
    }).merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
    idGenerator: { generateTraceId: () => next.traceId, generateSpanId: () => next.spanId },
  });
  const tracer = provider.getTracer("mlx", version);
  const contextOf = (ids: { readonly traceId: string; readonly spanId: string }) => ({
    traceId: ids.traceId,
    spanId: ids.spanId,
    traceFlags: TraceFlags.SAMPLED,
  });
  const add = ({ traceId, spanId, parentId, ...fields }: RunSpan) => {
    next = { traceId, spanId };
    const around =
      parentId === undefined
        ? context.active()
        : trace.setSpanContext(context.active(), contextOf({ traceId, spanId: parentId }));
    const span = tracer.startSpan(
      fields.name,
      {
        kind: SpanKind.INTERNAL,
        root: parentId === undefined,
        startTime: fields.start,
        attributes: fields.attributes,
        links: fields.links.map((link) => ({ context: contextOf(link) })),
      },
      around,
    );
    if (fields.error !== undefined) {
      const { type, message } = fields.error;
      span.setAttribute("error.type", type);
      span.recordException({ name: type, message }, fields.end);
      span.setStatus({ code: SpanStatusCode.ERROR, message });
    }
    span.end(fields.end);
  };
  return {
    add: (spans) => {
      for (const span of spans) add(span);
    },
    close: () => provider.shutdown(),
  };
}

/** Says where the batches go wrong, which the library keeps to itself. */
function tellProblems(exporter: SpanExporter, url: string, tellProblem: TellProblem): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        const why = result.error?.message ?? "it was not taken";
        tellProblem(result.code === 0 ? undefined : `traces do not arrive at ${url}: ${why}`);
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => {
      await exporter.forceFlush?.();
    },
  };
}
