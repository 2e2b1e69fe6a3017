// Proxy pools as the API takes and shows them.
import { z } from 'zod';
import { MAX_POOL_HOSTS } from '../../../domain/config/proxy-pool/bounds.ts';
import { proxyServersSchema } from '../../../domain/config/proxy-pool/schema.ts';
import { givenName } from '../../../domain/config/name/schema.ts';
import { secretHostsSchema } from '../../../domain/config/secret/schema.ts';
import { MAX_TAGS } from '../../../domain/config/tags.ts';
import { time, timeOrNull } from '../paging.ts';

export const poolParams = z.strictObject({
  poolId: z.string().min(1).max(64).describe('Id of the proxy pool.'),
});
const name = givenName(100).trim().describe('What it is called; each name once.');
const host = secretHostsSchema.element;
const hosts = z
  .array(host)
  .max(MAX_POOL_HOSTS)
  .describe('Pages of these hosts go by it: shop.example, *.shop.example.');
const tags = z.array(z.string().max(100)).max(MAX_TAGS).describe('Pages of jobs with these tags go by it.');
const servers = proxyServersSchema.describe('Its servers; a password given as its mask stays.');

export const poolInput = z
  .strictObject({ name, servers, hosts: hosts.default([]), tags: tags.default([]) })
  .meta({ id: 'NewProxyPool' });
export const poolPatch = z
  .strictObject({ name, servers, hosts, tags })
  .partial()
  .meta({ id: 'ProxyPoolPatch' });

const serverView = z.object({
  url: z.string().describe('Its address.'),
  user: z.string().optional().describe('Who logs in there.'),
  password: z.string().optional().describe('Masked.'),
  state: z.enum(['ok', 'left-alone']).describe('left-alone: it failed so often that pages go by others.'),
  detail: z.string().nullable().describe('Why it is left alone.'),
  since: timeOrNull.describe('Since when it is left alone.'),
});

export const poolView = z
  .object({
    poolId: z.string().describe('Id of the pool.'),
    name: z.string().describe('What it is called.'),
    servers: z.array(serverView).describe('Its servers.'),
    hosts: z.array(z.string()).describe('Pages of these hosts go by it.'),
    tags: z.array(z.string()).describe('Pages of jobs with these tags go by it.'),
    createdAt: time.describe('When it was made, ISO 8601 in UTC.'),
    updatedAt: time.describe('When it was changed last, ISO 8601 in UTC.'),
  })
  .meta({ id: 'ProxyPool' });
export const poolList = z.object({
  items: z.array(poolView).describe('Proxy pools of the workspace, by name.'),
});

export const poolTest = z
  .strictObject({ url: z.string().min(1).max(2_048).describe('The page that is asked for.') })
  .meta({ id: 'ProxyPoolTest' });
export const poolTrials = z
  .object({
    items: z
      .array(
        z.object({
          server: z.string().describe('Its host and port.'),
          answered: z.boolean().describe('Whether an answer came by it.'),
          ms: z.number().describe('How long that took.'),
          status: z.number().nullable().describe('Status of the answer; null: none came.'),
          exitAddress: z
            .string()
            .nullable()
            .describe('Address that the page was asked from, if the page says one.'),
          detail: z.string().nullable().describe('What went wrong.'),
        }),
      )
      .describe('One a server.'),
  })
  .meta({ id: 'ProxyPoolTrials' });

export type PoolInput = z.input<typeof poolInput>;
export type PoolPatchInput = z.input<typeof poolPatch>;
export type PoolView = z.infer<typeof poolView>;
