// CPU time and event-loop lag of this process since its last heartbeat. The lag is sampled by a timer that wakes
// once a second, so that an idle process stays idle.
const SAMPLE_MS = 1_000;

export interface ProcessGauge {
  /** `cpuPercent` of one core, `lagMs`: the worst delay of the event loop; both since the last call. */
  load(): Readonly<Record<'cpuPercent' | 'lagMs', number>>;
  close(): void;
}

export function openProcessGauge(sampleMs = SAMPLE_MS): ProcessGauge {
  let cpu = process.cpuUsage();
  let at = performance.now();
  let sampledAt = at;
  let lagMs = 0;
  const timer = setInterval(() => {
    const now = performance.now();
    lagMs = Math.max(lagMs, Math.round(now - sampledAt - sampleMs));
    sampledAt = now;
  }, sampleMs);
  timer.unref();
  return {
    load() {
      const { user, system } = process.cpuUsage(cpu);
      const now = performance.now();
      const cpuPercent = Math.round((user + system) / 10 / Math.max(1, now - at));
      const load = { cpuPercent, lagMs };
      cpu = process.cpuUsage();
      at = now;
      lagMs = 0;
      return load;
    },
    close: () => clearInterval(timer),
  };
}
