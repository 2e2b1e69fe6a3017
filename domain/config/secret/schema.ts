// The form of the hosts that a secret belongs to.
import { z } from 'zod';
import { MAX_SECRET_HOSTS } from './bounds.ts';

const HOST = /^(?:(?:\*\.)?[a-z0-9_](?:[a-z0-9_.-]*[a-z0-9_])?|\[[0-9a-f:.]+\])(?::\d{1,5})?$/i;

/** A host as jobs name one: shop.example, shop.example:8443 or *.shop.example. */
export const namedHostSchema = z
  .string()
  .max(260)
  .regex(HOST, 'write a host: shop.example, shop.example:8443 or *.shop.example');

export const secretHostsSchema = z.array(namedHostSchema).min(1).max(MAX_SECRET_HOSTS).meta({
  id: 'SecretHosts',
  description:
    'Hosts it belongs to, and goes to alone: shop.example, *.shop.example. Absent with a secret: those of the job’s addresses as it is given.',
});
