// In which order a process takes the addresses of a cluster. All its links begin at the same one, other processes elsewhere, so
// that a node which dies takes few processes with it and its connections go to all that are left.
import { parseBrokerAddresses } from '../../domain/system/net/broker-address.ts';
import { WebloomError } from '../../domain/system/errors.ts';

const orders = new Map<string, readonly string[]>();

/** Drawn once for a process. Throws (configuration-invalid) for a text that is no list of addresses. */
export function addressOrder(text: string): readonly string[] {
  const known = orders.get(text);
  if (known !== undefined) return known;
  const addresses = parseBrokerAddresses(text);
  if (typeof addresses === 'string')
    throw new WebloomError('configuration-invalid', `The address of RabbitMQ ${addresses}.`);
  const order = shuffled(addresses, Math.random);
  orders.set(text, order);
  return order;
}

/** `random`: in [0, 1). */
export function shuffled<Item>(items: readonly Item[], random: () => number): readonly Item[] {
  const left = [...items];
  return items.flatMap(() => left.splice(Math.floor(random() * left.length), 1));
}
