// Names that other tools make by SHA-1.
import { createHash } from 'node:crypto';

/** In hex. It protects nothing here. */
export function sha1(text: string): string {
  return createHash('sha1').update(text).digest('hex');
}
