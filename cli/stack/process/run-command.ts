// Runs a short command to its end, with a deadline; its failure is a value.
import { execFile } from 'node:child_process';
import { given } from '../../../domain/system/given.ts';

export interface CommandResult {
  readonly ok: boolean;
  readonly stdout: string;
  /** Its standard error, or why it could not run. */
  readonly stderr: string;
}

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
}

export function runCommand(
  command: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const settings = {
      env: { ...options.env },
      timeout: options.timeoutMs,
      maxBuffer: 16 * 1024 * 1024,
      ...given({ cwd: options.cwd }),
    };
    const child = execFile(command, args, settings, (error, stdout, stderr) => {
      resolve({
        ok: error === null,
        stdout,
        stderr: stderr === '' && error !== null ? error.message : stderr,
      });
    });
    child.stdin?.end();
  });
}

/** The last non-empty line: usually it says what went wrong. */
export function lastLine(text: string): string {
  return text.trimEnd().split('\n').at(-1)?.trim() ?? '';
}
