// Opens what a process that sends messages needs: the keys of secrets, and the ways out to receivers.
import type { DeliverPorts } from '../../activities/deliver/deliver.ts';
import { openMailSocket } from '../../adapters/http/guarded-socket.ts';
import { createMessageSender } from '../../adapters/http/message-sender.ts';
import { createSmtpSender } from '../../adapters/mail/smtp-sender.ts';
import { createPictureCoder } from '../../adapters/picture/picture-coder.ts';
import { hmacSigner } from '../../adapters/secrets/hmac-signer.ts';
import { openSecrets } from '../../adapters/secrets/open-secrets.ts';
import { toLimitPorts } from './control-ports.ts';
import type { Foundation } from './foundation.ts';

export async function toDeliverPorts(foundation: Foundation): Promise<DeliverPorts> {
  const { config, mongo, blobs, hasher, log } = foundation;
  const { egress: policy, userAgent, publicUrl: baseUrl } = config;
  const requests = createMessageSender({ policy, userAgent });
  foundation.onClose(() => requests.close());
  const { channels, deliveries, history } = mongo;
  return {
    ...toLimitPorts(foundation),
    channels,
    deliveries,
    history,
    blobs,
    pictures: createPictureCoder(),
    secrets: await openSecrets(config, mongo),
    requests,
    mails: createSmtpSender({ open: (target) => openMailSocket(target, { policy }) }),
    signer: hmacSigner,
    baseUrl,
    hasher,
    log,
  };
}
