// From which address a request comes: that of its connection, or, where that is a proxy which the operator trusts, what this
// proxy says of it. A header that anybody else sent is not believed.
import { type AddressBlock, blockContains, parseAddress, parseBlock } from '../net/address.ts';

export type TrustedProxies = readonly AddressBlock[];

/** Reads `WEBLOOM_TRUSTED_PROXIES`: addresses and CIDR blocks, separated by commas or blanks. */
export function parseTrustedProxies(text: string): {
  readonly proxies: TrustedProxies;
  readonly faults: readonly string[];
} {
  const proxies: AddressBlock[] = [];
  const faults: string[] = [];
  for (const part of text.split(/[\s,]+/).filter((item) => item !== '')) {
    const block = parseBlock(part);
    if (block === null) faults.push(`${part}: ${FORM}`);
    else if (block.prefix === 0)
      faults.push(`${part}: would believe everybody, so anybody could claim any address`);
    else proxies.push(block);
  }
  return { proxies, faults };
}

const FORM = 'not an IP address or block; write 10.0.0.5 or 10.0.0.0/8, separated by commas';

/** `forwarded` is X-Forwarded-For: each proxy adds at the right what it was asked from. */
export function callerAddress(
  connection: string,
  forwarded: string | undefined,
  trusted: TrustedProxies,
): string {
  let address = withoutMapping(connection);
  const named = (forwarded ?? '').split(',');
  for (let hop = named.pop(); hop !== undefined && isTrusted(address, trusted); hop = named.pop()) {
    const next = withoutPort(hop.trim());
    if (parseAddress(next) === null) break;
    address = withoutMapping(next);
  }
  return address;
}

function isTrusted(address: string, trusted: TrustedProxies): boolean {
  const parsed = parseAddress(address);
  return parsed !== null && trusted.some((block) => blockContains(block, parsed));
}

/** `::ffff:10.0.0.5`, as a socket for both families names it, is `10.0.0.5`. */
function withoutMapping(address: string): string {
  const parsed = address.includes(':') ? parseAddress(address) : null;
  return parsed?.family === 4 ? parsed.bytes.join('.') : address;
}

/** Some proxies add the port: `203.0.113.9:51344`, `[2001:db8::1]:51344`. */
function withoutPort(hop: string): string {
  return /^\[([^\]]+)\](?::\d+)?$/.exec(hop)?.[1] ?? /^([\d.]+):\d+$/.exec(hop)?.[1] ?? hop;
}
