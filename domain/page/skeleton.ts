// The skeleton of a page: the set of its block paths, as a sketch of fixed size. Pages of one template have nearly the
// same paths whatever they say, so two skeletons tell whether two pages are built alike.

/** Hashes in a sketch: the lowest ones of the page's paths. The likeness of large pages is right within some 0.07. */
const SKETCH_SIZE = 48;
const DIGITS = 4;

/** The lowest hashes of the paths, ascending, four hexadecimal digits each. */
export function skeletonOf(paths: Iterable<string>): string {
  const hashes = new Set<number>();
  for (const path of new Set(paths)) hashes.add(hashOf(path));
  return [...hashes]
    .toSorted((a, b) => a - b)
    .slice(0, SKETCH_SIZE)
    .map((hash) => hash.toString(16).padStart(DIGITS, '0'))
    .join('');
}

/** FNV-1a, mixed so that paths which differ in their last letters lie apart, 16 bits of it. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) & 0xff_ff;
}

/** Share of the paths of either page that both have, 0 to 1: exact for small pages, an estimate for large ones. */
export function likeness(one: string, other: string): number {
  let [at, otherAt, all, both] = [0, 0, 0, 0];
  // Only the lowest hashes of either page are sure to stand in both sketches where both pages have them.
  while (all < SKETCH_SIZE && (at < one.length || otherAt < other.length)) {
    const [hash, otherHash] = [one.slice(at, at + DIGITS), other.slice(otherAt, otherAt + DIGITS)];
    if (hash === otherHash) both += 1;
    all += 1;
    if (otherHash === '' || (hash !== '' && hash <= otherHash)) at += DIGITS;
    if (hash === '' || (otherHash !== '' && otherHash <= hash)) otherAt += DIGITS;
  }
  return all === 0 ? 1 : both / all;
}
