// Runs the peers over the same site: each a process of its own, installed on demand, answering one line of JSON.
import { PEERS_FOLDER as folder, lastLine } from './peer-program.ts';

export interface PeerFigures {
  readonly peer: string;
  readonly version: string;
  readonly pages: number;
  readonly pagesPerSecond: number;
  readonly cpuMsPerPage: number;
  readonly peakRssMb: number;
}

export type PeerName = 'crawlee-memory' | 'crawlee-disk' | 'scrapy';

const COMMANDS: Readonly<Record<PeerName, readonly string[]>> = {
  'crawlee-memory': [process.execPath, `${folder}crawlee.mjs`, '--storage', 'memory'],
  'crawlee-disk': [process.execPath, `${folder}crawlee.mjs`, '--storage', 'disk'],
  scrapy: ['python3', `${folder}scrapy-bench.py`],
};

export const PEER_NAMES = Object.keys(COMMANDS) as readonly PeerName[];

export async function runPeer(name: PeerName, startUrl: string, pages: number): Promise<PeerFigures> {
  const [command = '', ...args] = COMMANDS[name];
  const line = await lastLine(name, command, [...args, '--url', startUrl, '--pages', String(pages)]);
  return JSON.parse(line) as PeerFigures;
}
