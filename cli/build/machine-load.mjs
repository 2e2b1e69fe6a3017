// How busy the machine was while the tests ran: tests that wait for real processes fail where others take its processors.
import * as fs from 'node:fs';
import { SAMPLE_MS, loadLines } from './load-lines.mjs';

/** Samples until the process ends; the function returned gives the lines of a report, none where the run was short. */
export function sampleMachine() {
  const samples = [];
  const take = () => {
    const sample = readLoad();
    if (sample !== null) samples.push(sample);
  };
  take();
  setInterval(take, SAMPLE_MS).unref();
  return () => loadLines(samples);
}

/** Jiffies of all processors since the start of the machine; null where the system does not say (Linux alone does). */
function readLoad() {
  try {
    const [, ...times] = fs.readFileSync('/proc/stat', 'utf8').split('\n')[0].split(/\s+/);
    const [user, nice, system, idle, disk, irq, softIrq, stolen] = times.map(Number);
    const busy = user + nice + system + irq + softIrq;
    return { busy, stolen, disk, all: busy + idle + disk + stolen };
  } catch {
    return null;
  }
}
