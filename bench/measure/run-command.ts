// Runs a program to its end and gives what it wrote; how it failed is told with the end of what it complained of.
import { spawnSync } from 'node:child_process';

const MAX_OUTPUT = 1024 ** 3;

interface CommandOptions {
  readonly input?: string;
  readonly cwd?: string;
}

export function runCommand(command: string, args: readonly string[], options: CommandOptions): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    ...options,
    encoding: 'utf8',
    maxBuffer: MAX_OUTPUT,
  });
  // A program that ends well without reading all of its input leaves an error, too (EPIPE).
  if (error !== undefined && status === null) throw error;
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} ended with ${status}:\n${stderr.slice(-2_000)}`);
  return stdout;
}
