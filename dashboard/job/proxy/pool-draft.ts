// A proxy pool as its form holds it, and what is sent of it.
import type { PoolInput, PoolView } from '../../../api/schemas/job/proxy-pool.ts';
import { MASK } from '../../../domain/system/secret/mask.ts';

export interface ServerDraft {
  readonly url: string;
  readonly user: string;
  /** Its mask: the one that is kept. */
  readonly password: string;
}

export interface PoolDraft {
  readonly name: string;
  readonly servers: readonly ServerDraft[];
  /** With commas between. */
  readonly hosts: string;
  readonly tags: string;
}

export const NEW_SERVER: ServerDraft = { url: '', user: '', password: '' };
export const NEW_POOL: PoolDraft = { name: '', servers: [NEW_SERVER], hosts: '', tags: '' };

export function draftOf({ name, servers, hosts, tags }: PoolView): PoolDraft {
  return {
    name,
    servers: servers.map(({ url, user = '', password = '' }) => ({ url, user, password })),
    hosts: hosts.join(', '),
    tags: tags.join(', '),
  };
}

export function inputOf({ name, servers, hosts, tags }: PoolDraft): PoolInput {
  return {
    name: name.trim(),
    servers: servers.map(({ url, user, password }) => ({
      url: url.trim(),
      ...(user === '' ? {} : { user }),
      ...(password === '' ? {} : { password }),
    })),
    hosts: partsOf(hosts, /[\s,]+/),
    tags: partsOf(tags, /,/),
  };
}

/** Whose password it was stands in address and user: with another one it has to be given again. */
export function changedServer(server: ServerDraft, part: Partial<ServerDraft>): ServerDraft {
  const isOther = part.url !== undefined || part.user !== undefined;
  return { ...server, ...(isOther && server.password === MASK ? { password: '' } : {}), ...part };
}

function partsOf(text: string, between: RegExp): string[] {
  return text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
