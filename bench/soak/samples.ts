// What each process of a stack holds, looked at every few seconds: memory, open files, and the bytes of its data folder.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sizeOf } from '../measure/bytes-on-disk.ts';
import { readPids } from '../measure/process-usage.ts';
import { percentile } from '../measure/print-rows.ts';

export interface Sample {
  readonly atMs: number;
  readonly pid: number;
  readonly rssMb: number;
  readonly openFiles: number;
}

export interface DiskSample {
  readonly atMs: number;
  /** Bytes by folder of the data folder. */
  readonly bytes: Readonly<Record<string, number>>;
}

export interface Samples {
  readonly byProcess: ReadonlyMap<string, readonly Sample[]>;
  readonly disk: readonly DiskSample[];
}

const FOLDERS = ['store', 'blobs', 'temporal', 'rabbitmq', 'logs'] as const;

export class Sampler implements Samples {
  readonly byProcess = new Map<string, Sample[]>();
  readonly disk: DiskSample[] = [];
  readonly #dataDir: string;

  constructor(dataDir: string) {
    this.#dataDir = dataDir;
  }

  look(atMs: number): void {
    for (const [name, pid] of readPids(this.#dataDir)) {
      const seen = lookAt(pid);
      if (seen === null) continue; // killed a moment ago
      const samples = this.byProcess.get(name) ?? [];
      samples.push({ atMs, pid, ...seen });
      this.byProcess.set(name, samples);
    }
  }

  lookAtDisk(atMs: number): void {
    const sizes = FOLDERS.map((folder) => [folder, sizeOf(join(this.#dataDir, folder)).bytes] as const);
    this.disk.push({ atMs, bytes: Object.fromEntries(sizes) });
  }
}

function lookAt(pid: number): { rssMb: number; openFiles: number } | null {
  try {
    const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (rss === undefined) return null;
    return { rssMb: Number(rss) / 1_024, openFiles: readdirSync(`/proc/${pid}/fd`).length };
  } catch {
    return null;
  }
}

export interface Course {
  readonly first: number;
  readonly last: number;
  readonly peak: number;
}

/**
 * The median of the third quarter of the time against that of the last: by then caches are full. Only the samples of the
 * process that is there at the end count.
 */
export function courseOf(samples: readonly Sample[], of: (sample: Sample) => number): Course {
  const present = samples.filter(({ pid }) => pid === samples.at(-1)?.pid);
  const part = (from: number, to: number): number =>
    percentile(present.slice(Math.floor(present.length * from), Math.ceil(present.length * to)).map(of), 0.5);
  return { first: part(0.5, 0.75), last: part(0.75, 1), peak: Math.max(...samples.map(of)) };
}
