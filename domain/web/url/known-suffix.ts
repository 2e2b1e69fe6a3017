// Whether a name with dots is one that a resolver or a chat program takes for an address.
import { parse } from 'tldts';

/** Ends that are kept for examples and networks of one's own; no list of public suffixes has them. */
const RESERVED = /\.(?:example|invalid|local|localhost|onion|test)$/i;

/** Its end is one under which names are given away; `Node.js` and `setup.py` are none. */
export function hasKnownSuffix(name: string): boolean {
  return RESERVED.test(name) || parse(name).isIcann === true;
}
