// Request headers as they are typed: `Name: value`, the value of a secret one also from a file.
import { WebloomError } from '../../domain/system/errors.ts';
import { given } from '../../domain/system/given.ts';
import { secretFromFile } from './typed-secret.ts';

export interface TypedHeader {
  readonly name: string;
  readonly value: string;
  readonly secret?: true;
  readonly hosts?: readonly string[];
}

export function toHeaders(texts: readonly string[]): TypedHeader[] {
  return texts.map((text) => {
    const [, name = '', value = ''] = /^\s*([^:\s]+)\s*:\s*(.*?)\s*$/s.exec(text) ?? [];
    // The text may hold a secret, so the message does not repeat it.
    if (name === '')
      throw new WebloomError('validation', `Write a header as 'Name: value', as in 'Accept-Language: de'.`);
    return { name, value };
  });
}

/** `hosts`: what all of them belong to; absent: the hosts of the job's addresses. */
export function toSecretHeaders(texts: readonly string[], hosts?: readonly string[]): TypedHeader[] {
  if (hosts !== undefined && texts.length === 0)
    throw new WebloomError(
      'validation',
      '--secret-host says where the secret headers of the same command go: give --secret-header as well.',
    );
  return toHeaders(texts).map(({ name, value }) => ({
    name,
    value: secretFromFile(value, 'a secret header'),
    secret: true,
    ...given({ hosts }),
  }));
}
