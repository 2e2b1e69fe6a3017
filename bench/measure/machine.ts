// The facts that belong to every figure: the machine, how busy it is with other things, and the day.
import { cpus, loadavg, totalmem } from 'node:os';

export function describeMachine(): string {
  const cores = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  const model = cores[0]?.model ?? 'unknown processor';
  const day = new Date().toISOString().slice(0, 10);
  return `${cores.length} cores (${model}), ${memoryGb} GB, Node ${process.version}, ${day}, ${describeLoad()}`;
}

/** Load averages of the last 1, 5 and 15 minutes, the bench's own work included. */
export function describeLoad(): string {
  return `load ${loadavg()
    .map((value) => value.toFixed(1))
    .join(' / ')}`;
}
