// The mark of a block that stands in an advertisement: the first step of its path. Such blocks stay part of the version,
// so that they can be looked at; what differs in them is told to nobody.

/** No tag, key or name has parentheses. */
const MARK = '(ad)/';

export function adPath(path: string): string {
  return `${MARK}${path}`;
}

export function isAdBlock({ path }: { readonly path: string }): boolean {
  return path.startsWith(MARK);
}
