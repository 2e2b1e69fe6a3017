// Short names made from URLs: the key under which a page is stored, the host, the registrable domain.
import { getDomain } from 'tldts';
import { CANONICAL_VERSION, parseUrl, urlIdentity } from './canonical.ts';

const KEY_BYTES = 16;
const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** 128 bits of SHA-256 over rule version and identity, in 22 characters of base64url. */
export function urlKey(url: string, sha256: (text: string) => Uint8Array): string {
  const identity = urlIdentity(url) ?? url;
  return base64Url(sha256(`${CANONICAL_VERSION} ${identity}`).subarray(0, KEY_BYTES));
}

/** `example.com` or `example.com:8080`: the unit of politeness. Empty if `url` is no URL. */
export function urlHost(url: string): string {
  return parseUrl(url)?.host ?? '';
}

/** `example.co.uk` for hosts below it, `me.github.io` for hosted sites; an IP address is its own. */
export function registrableDomain(url: string): string {
  const hostname = parseUrl(url)?.hostname ?? '';
  return getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
}

function base64Url(bytes: Uint8Array): string {
  let text = '';
  for (let index = 0; index < bytes.length; index += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(index, index + 3);
    const bits = (a << 16) | (b << 8) | c;
    const digits = Math.min(4, Math.ceil(((bytes.length - index) * 8) / 6));
    for (let digit = 0; digit < digits; digit += 1) text += BASE64URL[(bits >> (18 - 6 * digit)) & 63] ?? '';
  }
  return text;
}
