// Other watchers of pages, each a program of its own that looks at all pages once and says which it would tell.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// The programs are not compiled: seen from dist/bench/measure they are one folder further away.
const folder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../peers/' : '../../../bench/peers/', import.meta.url),
);

const PROGRAMS = {
  'changedetection.io': 'changedetection-look.py',
  webchanges: 'webchanges-look.py',
} as const;

export type WatcherName = keyof typeof PROGRAMS;
export const WATCHER_NAMES = Object.keys(PROGRAMS) as readonly WatcherName[];

export interface WatcherLook {
  readonly version: string;
  readonly seen: number;
  /** Addresses of pages it would tell. */
  readonly told: readonly string[];
}

/** `home`: a folder that keeps what it saw before. */
export async function lookWith(
  name: WatcherName,
  home: string,
  urls: readonly string[],
): Promise<WatcherLook> {
  const list = join(home, 'urls.json');
  writeFileSync(list, JSON.stringify(urls));
  const child = spawn('python3', [join(folder, PROGRAMS[name]), '--home', home, '--urls', list], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const line = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0 || !line.startsWith('{'))
    throw new Error(`${name} ended with ${code}: ${output.slice(-500)}`);
  return JSON.parse(line) as WatcherLook;
}
