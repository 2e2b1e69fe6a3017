// Runs a program of a peer, which answers with one line of JSON, its last.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The programs are not compiled: seen from dist/bench/measure they are one folder further away. */
export const PEERS_FOLDER = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../peers/' : '../../../bench/peers/', import.meta.url),
);

export async function lastLine(name: string, command: string, args: readonly string[]): Promise<string> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  const line = output.trim().split('\n').at(-1) ?? '';
  if (code !== 0 || !line.startsWith('{'))
    throw new Error(`${name} ended with ${code}: ${output.slice(-500)}`);
  return line;
}
