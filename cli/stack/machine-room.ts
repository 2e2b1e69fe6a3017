// What this machine has left: CPU since the last look, and memory.
import { existsSync, readFileSync } from 'node:fs';
import { cpus, freemem } from 'node:os';
import type { MachineRoom } from '../../domain/health/scaling/scaling-look.ts';

const MB = 1024 ** 2;

/** Memory that can be used: the free memory and what the kernel would give back, which Linux reports. */
export function availableBytes(): number {
  const line = existsSync('/proc/meminfo')
    ? /MemAvailable:\s+(\d+) kB/.exec(readFileSync('/proc/meminfo', 'utf8'))
    : null;
  return line?.[1] === undefined ? freemem() : Number(line[1]) * 1024;
}

/** Each call tells of the time since the one before; the first knows no CPU yet and takes it for free. */
export function openMachineRoom(): () => MachineRoom {
  let before = cpuTimes();
  return () => {
    const now = cpuTimes();
    const total = now.total - before.total;
    const idleShare = total <= 0 ? 1 : (now.idle - before.idle) / total;
    before = now;
    return { idleShare, freeMemoryMb: Math.round(availableBytes() / MB) };
  };
}

function cpuTimes(): { idle: number; total: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, one) => sum + one.idle, 0);
  const total = times.reduce((sum, one) => sum + one.user + one.nice + one.sys + one.idle + one.irq, 0);
  return { idle, total };
}
