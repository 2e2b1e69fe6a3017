// The bench site in a process of its own, and its controls.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { SiteCounts } from '../site.ts';

export interface ChildSiteOptions {
  readonly pages: number;
  readonly changedShare?: number;
  readonly validators?: boolean;
}

export interface ChildSite {
  readonly url: string;
  readonly startUrl: string;
  /** `host:port` */
  readonly host: string;
  readonly pid: number;
  advance(): Promise<void>;
  counts(): Promise<SiteCounts>;
  reset(): Promise<void>;
  stop(): Promise<void>;
}

export async function startChildSite(options: ChildSiteOptions): Promise<ChildSite> {
  const { pages, changedShare = 0, validators = true } = options;
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const main = fileURLToPath(new URL(`../serve-site.${extension}`, import.meta.url));
  const loader = extension === 'ts' ? ['--import', import.meta.resolve('tsx')] : [];
  const flags = ['--pages', String(pages), '--changed-share', String(changedShare)];
  const child = spawn(
    process.execPath,
    [...loader, main, ...flags, ...(validators ? [] : ['--no-validators'])],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const { url, startUrl, pid } = await readReady(child);
  const ask = async (path: string): Promise<unknown> => (await fetch(`${url}${path}`)).json();
  return {
    url,
    startUrl,
    pid,
    host: new URL(url).host,
    advance: async () => void (await ask('/__advance')),
    counts: async () => (await ask('/__counts')) as SiteCounts,
    reset: async () => void (await ask('/__reset')),
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    },
  };
}

async function readReady({ stdout }: ChildProcess): Promise<{ url: string; startUrl: string; pid: number }> {
  if (stdout === null) throw new Error('The bench site has no standard output.');
  for await (const line of createInterface({ input: stdout })) {
    return JSON.parse(line) as { url: string; startUrl: string; pid: number };
  }
  throw new Error('The bench site ended before it was ready.');
}
