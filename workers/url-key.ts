// Keys of URLs, by Node's SHA-256.
import { createHash } from 'node:crypto';
import { urlKey } from '../domain/web/url/key.ts';

export function urlKeyOf(url: string): string {
  return urlKey(url, (text) => createHash('sha256').update(text).digest());
}
