// The key that the command sends: from a file, or from WEBLOOM_API_KEY. A file keeps it out of the list of processes and
// of the shell's history.
import { readFileSync } from 'node:fs';
import { WebloomError } from '../../domain/system/errors.ts';

export function apiKeyOf(
  env: Readonly<Record<string, string | undefined>>,
  keyFile: string | undefined,
): string | undefined {
  if (keyFile === undefined) return env['WEBLOOM_API_KEY'];
  const key = read(keyFile).trim();
  if (key !== '') return key;
  throw new WebloomError('validation', `The file ${keyFile} is empty: put the key in it.`);
}

function read(keyFile: string): string {
  try {
    return readFileSync(keyFile, 'utf8');
  } catch (cause) {
    throw new WebloomError('validation', `The key file ${keyFile} can not be read.`, { cause });
  }
}
