// Other watchers of pages, each a program of its own that looks at all pages once and says which it would tell.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PEERS_FOLDER, lastLine } from './peer-program.ts';

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
  const program = `${PEERS_FOLDER}${PROGRAMS[name]}`;
  const line = await lastLine(name, 'python3', [program, '--home', home, '--urls', list]);
  return JSON.parse(line) as WatcherLook;
}
