// The mark of a block that stands in an advertisement: the first step of its path. Such blocks stay part of the version,
// so that they can be looked at; what differs in them is told to nobody.
import type { TextBlock } from '../../page/parsed-page.ts';

/** No tag, key or name has parentheses. */
const MARK = '(ad)/';

export function adPath(path: string): string {
  return `${MARK}${path}`;
}

export function isAdBlock({ path }: Pick<TextBlock, 'path'>): boolean {
  return path.startsWith(MARK);
}
