// Which IP addresses belong to the public internet. Default deny: of IPv4 all but the IANA special-purpose
// registry, of IPv6 only 2000::/3 without the parts for tunnels, translation and documentation. Every path
// uses this one table.
import ipaddr from 'ipaddr.js';

/** Why an address is not public. `metadata`: a cloud's instance service, asked for by mistake or malice. */
export type AddressRange =
  | 'this-network'
  | 'loopback'
  | 'private'
  | 'shared'
  | 'link-local'
  | 'metadata'
  | 'protocol'
  | 'documentation'
  | 'benchmarking'
  | 'anycast-service'
  | 'multicast'
  | 'reserved'
  | 'translation'
  | 'not-global';

export interface ParsedAddress {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
}

export interface AddressBlock extends ParsedAddress {
  readonly prefix: number;
}

const IPV4 = /^(?:(?:0|[1-9]\d{0,2})\.){3}(?:0|[1-9]\d{0,2})$/;

/**
 * Reads an address literal strictly: no octal, short or zoned forms. IPv4 in `::ffff:0:0/96` becomes IPv4.
 */
export function parseAddress(text: string): ParsedAddress | null {
  if (text.includes(':')) {
    if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return null;
    const address = ipaddr.IPv6.parse(text);
    return address.isIPv4MappedAddress()
      ? { family: 4, bytes: address.toIPv4Address().octets }
      : { family: 6, bytes: address.toByteArray() };
  }
  if (!IPV4.test(text)) return null;
  const bytes = text.split('.').map(Number);
  return bytes.every((byte) => byte <= 255) ? { family: 4, bytes } : null;
}

/** `a.b.c.d/n`, `h::/n` or a bare address (a block of one). */
export function parseBlock(text: string): AddressBlock | null {
  const [literal = '', length, ...rest] = text.split('/');
  const address = parseAddress(literal);
  if (address === null || rest.length > 0) return null;
  const bits = address.bytes.length * 8;
  if (length === undefined) return { ...address, prefix: bits };
  // A mapped block (::ffff:10.0.0.0/104) has become IPv4, but its length still counts 128 bits.
  const prefix = Number(length) - (address.family === 4 && literal.includes(':') ? 96 : 0);
  return /^\d{1,3}$/.test(length) && prefix >= 0 && prefix <= bits ? { ...address, prefix } : null;
}

export function blockContains(block: AddressBlock, address: ParsedAddress): boolean {
  if (block.family !== address.family) return false;
  for (let bit = 0; bit < block.prefix; bit += 8) {
    const keep = Math.min(8, block.prefix - bit);
    const mask = (0xff << (8 - keep)) & 0xff;
    const index = bit >> 3;
    if (((block.bytes[index] ?? 0) & mask) !== ((address.bytes[index] ?? 0) & mask)) return false;
  }
  return true;
}

function table(
  rows: readonly (readonly [string, AddressRange])[],
): { block: AddressBlock; range: AddressRange }[] {
  return rows.flatMap(([text, range]) => {
    const block = parseBlock(text);
    return block === null ? [] : [{ block, range }];
  });
}

// The first match wins, so single service addresses stand before the range around them.
const DENIED = table([
  ['169.254.169.254', 'metadata'], // AWS, Azure, Google, Hetzner, DigitalOcean
  ['169.254.170.2', 'metadata'], // AWS task credentials
  ['168.63.129.16', 'metadata'], // Azure wire server: lies in public space
  ['100.100.100.200', 'metadata'], // Alibaba
  ['192.0.0.192', 'metadata'], // Oracle
  ['fd00:ec2::/32', 'metadata'], // AWS over IPv6
  ['0.0.0.0/8', 'this-network'],
  ['10.0.0.0/8', 'private'],
  ['100.64.0.0/10', 'shared'],
  ['127.0.0.0/8', 'loopback'],
  ['169.254.0.0/16', 'link-local'],
  ['172.16.0.0/12', 'private'],
  ['192.0.0.0/24', 'protocol'],
  ['192.0.2.0/24', 'documentation'],
  ['192.31.196.0/24', 'anycast-service'], // AS112
  ['192.52.193.0/24', 'anycast-service'], // AMT
  ['192.88.99.0/24', 'translation'], // 6to4 relays, deprecated
  ['192.168.0.0/16', 'private'],
  ['192.175.48.0/24', 'anycast-service'], // AS112
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved'],
  ['::1', 'loopback'],
  ['::', 'this-network'],
  ['::/96', 'translation'], // IPv4-compatible
  ['::ffff:0:0:0/96', 'translation'], // IPv4-translated (SIIT)
  ['64:ff9b::/96', 'translation'],
  ['64:ff9b:1::/48', 'translation'],
  ['fe80::/10', 'link-local'],
  ['fc00::/7', 'private'],
  ['ff00::/8', 'multicast'],
  ['2001::/23', 'protocol'], // Teredo, ORCHID, benchmarking
  ['2001:db8::/32', 'documentation'],
  ['2002::/16', 'translation'], // 6to4
  ['2620:4f:8000::/48', 'anycast-service'], // AS112
  ['3fff::/20', 'documentation'],
]);

const GLOBAL_IPV6: AddressBlock = { family: 6, bytes: [0x20, ...Array<number>(15).fill(0)], prefix: 3 };

/** Why the address is not public; `null`: it is. */
export function specialRange(address: ParsedAddress): AddressRange | null {
  const row = DENIED.find(({ block }) => blockContains(block, address));
  if (row !== undefined) return row.range;
  return address.family === 6 && !blockContains(GLOBAL_IPV6, address) ? 'not-global' : null;
}
