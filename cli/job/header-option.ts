// Request headers as they are typed: `Name: value`, the value of a secret one also from a file.
import { readFileSync } from 'node:fs';
import { WebloomError } from '../../domain/system/errors.ts';

export interface TypedHeader {
  readonly name: string;
  readonly value: string;
  readonly secret?: true;
}

export function toHeaders(texts: readonly string[], isSecret: boolean): TypedHeader[] {
  return texts.map((text) => {
    const [, name = '', value = ''] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/s.exec(text) ?? [];
    // The text may hold a secret, so the message does not repeat it.
    if (name === '')
      throw new WebloomError('validation', `Write a header as 'Name: value', as in 'Accept-Language: de'.`);
    return isSecret ? { name, value: secretOf(value), secret: true } : { name, value };
  });
}

/** A secret on a command line is in the history of the shell; `@file` keeps it out of it. */
function secretOf(value: string): string {
  if (!value.startsWith('@')) return value;
  const path = value.slice(1);
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (cause) {
    throw new WebloomError('validation', `The file ${path} of a secret header can not be read.`, { cause });
  }
}
