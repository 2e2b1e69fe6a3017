// The system that faults are tried on: a site of pages, one job on it, and a first run that went undisturbed. What comes after is
// judged against it.
import { expect } from 'vitest';
import { type ManyPages, startManyPages } from '../many-pages.ts';
import { recount } from '../recount.ts';
import { type System, type SystemOptions, startSystem } from '../system.ts';

export const PAGES = 150;

export interface RevisedSystem {
  /** Of `PAGES` pages unless a test has a site of its own. */
  readonly pages: ManyPages;
  readonly system: System;
  readonly jobId: string;
  close(): Promise<void>;
}

export interface RevisedSystemOptions extends Omit<SystemOptions, 'ownHosts'> {
  /** Until a page answers. Default 150. */
  readonly latencyMs?: number;
  /** Fetch options of the job. */
  readonly fetch?: object;
}

export async function openRevisedSystem({
  latencyMs = 150,
  fetch = {},
  ...options
}: RevisedSystemOptions): Promise<RevisedSystem> {
  const pages = await startManyPages({ pages: PAGES, latencyMs });
  const system = await startSystem({ ...options, ownHosts: [pages.host] });
  const close = async (): Promise<void> => {
    await system.close();
    await pages.close();
  };
  try {
    const jobId = await system.createJob({ source: { kind: 'site', start: [pages.startUrl] }, fetch });
    const { faults, classes } = await recount(system, await system.completed(jobId));
    expect(faults, 'faults of a run that nothing disturbed').toEqual([]);
    expect(classes).toEqual({ stored: PAGES + 1, unchanged: 0, failed: 0, skipped: 0 });
    return { pages, system, jobId, close };
  } catch (error) {
    await close();
    throw error;
  }
}
