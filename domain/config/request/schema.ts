// The form of what is sent to a page, where that is more than its address.
import { z } from 'zod';
import { REQUEST_METHODS, REQUEST_BODY_TYPES } from '../../web/fetch/request-body.ts';
import { namedHostSchema } from '../secret/schema.ts';
import { MAX_ACCEPTED_STATUSES, MAX_BODY_CHARACTERS, MAX_UNCHECKED_HOSTS } from './bounds.ts';

const methodSchema = z
  .enum(REQUEST_METHODS)
  .describe('How the pages are asked for. Absent: POST where there is a body, else GET.');

const requestBodySchema = z
  .strictObject({
    type: z
      .enum(REQUEST_BODY_TYPES)
      .describe('json, form (as in a=1&b=2), or text. A Content-Type among the headers goes before it.'),
    text: z.string().min(1).max(MAX_BODY_CHARACTERS).describe('What is sent. It is no secret.'),
  })
  .describe('Sent with each request for a page, to the host of the page alone.');

const acceptStatusSchema = z
  .array(z.int().min(400).max(599))
  .min(1)
  .max(MAX_ACCEPTED_STATUSES)
  .describe('Answers that count as the page besides 200, as in 404 for “not yet announced”.');

const uncheckedCertificatesSchema = z
  .array(namedHostSchema)
  .min(1)
  .max(MAX_UNCHECKED_HOSTS)
  .describe(
    'Hosts whose TLS certificates are not checked, as of a device of one’s own: shop.example, shop.example:8443, *.shop.example. Whoever stands between can read and change what they say. A browser checks all the same.',
  );

/** Members of `config.fetch`. */
export const requestMembers = {
  method: methodSchema.optional(),
  body: requestBodySchema.optional(),
  acceptStatus: acceptStatusSchema.optional(),
  uncheckedCertificates: uncheckedCertificatesSchema.optional(),
} as const;
