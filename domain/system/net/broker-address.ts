// The addresses of the broker: one, or several of one cluster, each written in full and separated by commas.
const FORM = 'amqp://user:password@a:5672,amqp://user:password@b:5672';
/** A comma within a password is none between addresses: only one before a scheme is. */
const BETWEEN = /\s*,\s*(?=[a-z][a-z0-9+.-]*:\/\/)/i;
const AS_CODES = 'in a user or password write / as %2F, # as %23, ? as %3F and @ as %40';

/** Reads `RABBITMQ_URL`; a text is its fault, which repeats nothing of the value, for it may hold a password. */
export function parseBrokerAddresses(text: string): readonly string[] | string {
  const addresses = text.trim().split(BETWEEN);
  const many = addresses.length > 1;
  for (const [index, address] of addresses.entries()) {
    const fault = faultOf(address) ?? misfit(address, addresses[0] ?? '');
    if (fault !== null) return many ? `${fault} (address ${index + 1} of ${addresses.length})` : fault;
  }
  return addresses;
}

/** `host:port`, for messages. */
export function brokerHost(address: string): string {
  const { protocol, hostname, port } = new URL(address);
  const standard = protocol === 'amqps:' ? 5671 : 5672;
  return [hostname, port || standard].join(':');
}

function faultOf(address: string): string | null {
  if (!/^amqps?:/.test(address)) return 'must begin with amqp:// or amqps://';
  if (hostsOf(address).includes(','))
    return `must have the whole address again after each comma, as in ${FORM}`;
  if (!URL.canParse(address)) return `must be an address: ${AS_CODES}`;
  const { hostname, hash, search } = new URL(address);
  if (hash !== '' || search.includes('@')) return `must be an address: ${AS_CODES}`;
  return hostname === '' ? 'must name a host, as in amqp://user:password@a:5672' : null;
}

/** What stands between the password and the path. */
function hostsOf(address: string): string {
  const [authority = ''] = address.replace(/^[^:]*:\/\//, '').split(/[/?#]/);
  return authority.slice(authority.lastIndexOf('@') + 1);
}

/** Addresses of two clusters in one list would part the processes from each other. */
function misfit(address: string, first: string): string | null {
  const [one, other] = [new URL(first), new URL(address)];
  if (one.protocol !== other.protocol)
    return 'must have amqp:// in all addresses or amqps:// in all of them: a list that mixes them would send passwords unsealed';
  if (virtualHost(one) !== virtualHost(other))
    return 'must name the nodes of one cluster: another virtual host than that of the first address';
  return null;
}

function virtualHost({ pathname }: URL): string {
  const name = pathname.slice(1);
  return name === '' || name.toLowerCase() === '%2f' ? '/' : name;
}
