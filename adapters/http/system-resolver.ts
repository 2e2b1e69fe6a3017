// Resolves names as the machine does (hosts file, search rules), to all addresses, with a time limit.
import { lookup } from 'node:dns/promises';
import type { Resolver } from '../../domain/web/fetch/resolver.ts';

export const systemResolver: Resolver = {
  async resolve(hostname) {
    const found = await lookup(hostname, { all: true, verbatim: true });
    return found.map(({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }));
  },
};
