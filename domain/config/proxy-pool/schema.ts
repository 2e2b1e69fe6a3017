// The form of a server of a proxy pool, and of the pool that a job names.
import { z } from 'zod';
import { MAX_PROXY_LOGIN, MAX_PROXY_SERVERS } from './bounds.ts';

const proxyServerSchema = z
  .strictObject({
    url: z.string().min(1).max(300).describe('http://, https:// or socks5://, its host and port.'),
    user: z.string().min(1).max(MAX_PROXY_LOGIN).optional().describe('Who logs in there.'),
    password: z
      .string()
      .min(1)
      .max(MAX_PROXY_LOGIN)
      .optional()
      .describe('Encrypted when it is stored and shown as •••.'),
  })
  .meta({ id: 'ProxyServer' });

export const proxyServersSchema = z.array(proxyServerSchema).min(1).max(MAX_PROXY_SERVERS);

export const namedPoolSchema = z
  .string()
  .min(1)
  .max(64)
  .describe('Id of the proxy pool (/v1/proxy-pools) that its pages go by, or none; absent: by host and tag.');

export type ProxyServer = z.infer<typeof proxyServerSchema>;
