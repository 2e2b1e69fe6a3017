// A secret as it is typed: on a command line it would stay in the history of the shell, from a file or the environment it does not.
import { readFileSync } from 'node:fs';
import { WebloomError } from '../../domain/system/errors.ts';
import type { CliContext } from '../context.ts';

/** `@file` reads a file, `$NAME` the environment; `what` names it where it can not be read. */
export function typedSecret(value: string, what: string, env: CliContext['env']): string {
  const [, name] = /^\$([A-Za-z_]\w*)$/.exec(value) ?? [];
  if (name !== undefined) {
    const found = env[name];
    if (found !== undefined && found !== '') return found;
    throw new WebloomError(
      'validation',
      `The environment has no ${name}, which ${what} is to be taken from.`,
    );
  }
  return secretFromFile(value, what);
}

/** A value that does not begin with `@` is taken as it is. */
export function secretFromFile(value: string, what: string): string {
  if (!value.startsWith('@')) return value;
  const path = value.slice(1);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new WebloomError(
      'validation',
      `The file ${path} can not be read, which ${what} is to be taken from.`,
      { cause },
    );
  }
}
