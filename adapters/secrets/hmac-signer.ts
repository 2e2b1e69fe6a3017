// HMAC-SHA256, for the signatures of webhooks.
import { createHmac } from 'node:crypto';
import type { Signer } from '../../domain/alert/channel/signature.ts';

export const hmacSigner: Signer = {
  sign: (key, text) => createHmac('sha256', key).update(text).digest('base64'),
};
