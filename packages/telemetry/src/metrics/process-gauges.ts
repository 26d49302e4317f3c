import { Counter, Gauge, type Registry } from "prom-client";

/**
 * What Prometheus's clients tell of their process, as far as it costs nothing between two reads; the
 * library's own set measures the event loop a hundred times a second, and costs an idle daemon more than
 * its work.
 */
export function addProcessGauges(registry: Registry): void {
  const gauge = (name: string, help: string, value: () => number) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  let told = 0;
  new Counter({
    name: "process_cpu_seconds_total",
    help: "User and system time of the process.",
    registers: [registry],
    collect() {
      const { user, system } = process.cpuUsage();
      const seconds = (user + system) / 1e6;
      this.inc(Math.max(0, seconds - told));
      told = seconds;
    },
  });
  gauge("process_resident_memory_bytes", "Resident memory.", () => process.memoryUsage.rss());
  gauge(
    "process_start_time_seconds",
    "Start of the process, seconds since 1970.",
    () => performance.timeOrigin / 1000,
  );
  gauge("nodejs_heap_size_used_bytes", "Used heap of JavaScript.", () => process.memoryUsage().heapUsed);
  gauge("nodejs_heap_size_total_bytes", "Heap of JavaScript.", () => process.memoryUsage().heapTotal);
  let last = performance.eventLoopUtilization();
  gauge("nodejs_eventloop_utilization", "Share of the time since the last read that work took.", () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, last);
    last = now;
    return utilization;
  });
}
