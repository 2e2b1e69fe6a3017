// The operator's own hosts. Entries have the form of the allow list, so one list can serve for both.
import { parseAddress } from '../../system/net/address.ts';
import { type AllowHost, addressEntry, nameEntry } from './policy.ts';

/** Entries without a port match every port. */
export type OwnHosts = readonly AllowHost[];

/** Default ports, which `urlHost` leaves out; without the scheme it is open which one was meant. */
const UNWRITTEN_PORTS = [80, 443];

/** `host` as `urlHost` names it: `example.com`, `example.com:8080`, `[::1]:8080`. */
export function isOwnHost(own: OwnHosts, host: string): boolean {
  if (own.length === 0) return false;
  const [, name = '', port] = /^(.*?)(?::(\d+))?$/.exec(host) ?? [];
  const bare = name.replace(/^\[(.*)\]$/, '$1');
  const address = parseAddress(bare);
  const policy = { allowHosts: own, ports: [] };
  const ports = port === undefined ? UNWRITTEN_PORTS : [Number(port)];
  return ports.some((one) =>
    address === null ? nameEntry(policy, bare, one) !== null : addressEntry(policy, address, one) !== null,
  );
}
