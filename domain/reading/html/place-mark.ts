// The mark of a block that does not stand in the body of its page: the first step of its path says where it stands. Such
// blocks stay part of the version, so that they can be looked at; the body is never paired with them.

/** No tag, key or name has parentheses. */
const AD = '(ad)/';
const FRAME = '(frame)/';

interface WithPath {
  readonly path: string;
}

export function adPath(path: string): string {
  return `${AD}${path}`;
}

export function framePath(path: string): string {
  return `${FRAME}${path}`;
}

/** It stands in an advertisement; what differs in it is told to nobody. */
export function isAdBlock({ path }: WithPath): boolean {
  return path.startsWith(AD);
}

/** It stands in a menu, a header, a footer, a side column or a row of related things. */
export function isFrameBlock({ path }: WithPath): boolean {
  return path.startsWith(FRAME);
}

/** In one word, as block-place.ts has them. */
export function markedPlace(block: WithPath): 'body' | 'frame' | 'advertisement' {
  if (isAdBlock(block)) return 'advertisement';
  return isFrameBlock(block) ? 'frame' : 'body';
}

/** Where it stands among the elements of the page, whatever part of it that is. */
export function plainPath(path: string): string {
  if (path.startsWith(FRAME)) return path.slice(FRAME.length);
  return path.startsWith(AD) ? path.slice(AD.length) : path;
}
