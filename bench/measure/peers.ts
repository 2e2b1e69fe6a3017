// Runs the peers over the same site: each a process of its own, installed on demand, answering one line of JSON.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface PeerFigures {
  readonly peer: string;
  readonly version: string;
  readonly pages: number;
  readonly pagesPerSecond: number;
  readonly cpuMsPerPage: number;
  readonly peakRssMb: number;
}

export type PeerName = 'crawlee-memory' | 'crawlee-disk' | 'scrapy';

// The programs are not compiled: seen from dist/bench/measure they are one folder further away.
const folder = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../peers/' : '../../../bench/peers/', import.meta.url),
);

const COMMANDS: Readonly<Record<PeerName, readonly string[]>> = {
  'crawlee-memory': [process.execPath, `${folder}crawlee.mjs`, '--storage', 'memory'],
  'crawlee-disk': [process.execPath, `${folder}crawlee.mjs`, '--storage', 'disk'],
  scrapy: ['python3', `${folder}scrapy-bench.py`],
};

export const PEER_NAMES = Object.keys(COMMANDS) as readonly PeerName[];

export async function runPeer(name: PeerName, startUrl: string, pages: number): Promise<PeerFigures> {
  const [command = '', ...args] = COMMANDS[name];
  const child = spawn(command, [...args, '--url', startUrl, '--pages', String(pages)], {
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
  return JSON.parse(line) as PeerFigures;
}
