// One attempt: opens the channel's secrets, renders the message, sends it, and tells what came of it.
import { type MessagePicturePorts, messagePictures } from './message-pictures.ts';
import type { Channel } from '../../domain/alert/channel/channel.ts';
import { openSettings, openSigningKeys } from '../../domain/alert/channel/channel-secrets.ts';
import { renderMessage } from '../../domain/alert/channel/render/render.ts';
import type { Rendered } from '../../domain/alert/channel/render/rendered.ts';
import type { MailSender, RequestSender } from '../../domain/alert/channel/sender.ts';
import { type Signer, validKeys } from '../../domain/alert/channel/signature.ts';
import type { Delivery, SentRequest } from '../../domain/alert/delivery/delivery.ts';
import type { SendAnswer } from '../../domain/alert/delivery/judge-answer.ts';
import type { SecretBox } from '../../domain/system/secret/secret-box.ts';

export interface SendPorts extends MessagePicturePorts {
  readonly secrets: Pick<SecretBox, 'open'>;
  readonly requests: RequestSender;
  readonly mails: MailSender;
  readonly signer: Signer;
  /** Address of the dashboard, for links. */
  readonly baseUrl: string;
}

export interface Sent {
  readonly request: SentRequest | null;
  readonly answer: SendAnswer;
}

/** Kinds of channels whose receivers take pictures with the message itself. */
const SHOW_PICTURES: ReadonlySet<string> = new Set(['email', 'discord', 'telegram', 'pushover']);
/** Time for one attempt: to resolve, connect, send, and read the answer. */
const ATTEMPT_MS = 20_000;
/** Characters of the body that are kept with the attempt. */
const SHOWN_BODY = 2_000;

export async function sendToChannel(
  ports: SendPorts,
  { channel, delivery, now }: { channel: Channel; delivery: Delivery; now: Date },
  cancelled: AbortSignal,
): Promise<Sent> {
  const opened = openSettings(ports.secrets, channel);
  const keys = openSigningKeys(
    ports.secrets,
    channel._id,
    channel.signing === null ? [] : validKeys(channel.signing, now),
  );
  const unopened = opened.ok ? (keys.ok ? null : keys.detail) : opened.detail;
  if (!opened.ok || !keys.ok) {
    const detail = `Nothing was sent: of the channel "${channel.name}" ${unopened}.`;
    return { request: null, answer: { kind: 'refused', detail } };
  }
  const pictures = SHOW_PICTURES.has(channel.settings.kind)
    ? await messagePictures(ports, delivery.message)
    : [];
  const rendered = renderMessage(opened.value, {
    pictures,
    message: delivery.message,
    deliveryId: delivery._id,
    channelId: channel._id,
    baseUrl: ports.baseUrl,
    now,
    signingKeys: keys.value,
    signer: ports.signer,
  });
  const signal = AbortSignal.any([cancelled, AbortSignal.timeout(ATTEMPT_MS)]);
  return { request: shownRequest(rendered), answer: await send(ports, rendered, signal) };
}

function send({ requests, mails }: SendPorts, rendered: Rendered, signal: AbortSignal): Promise<SendAnswer> {
  return rendered.protocol === 'http'
    ? requests.sendRequest(rendered.request, signal)
    : mails.sendMail(rendered.mail, signal);
}

function shownRequest(rendered: Rendered): SentRequest {
  if (rendered.protocol === 'http') {
    const { method, shown } = rendered.request;
    return { method, address: shown.address, body: shown.body.slice(0, SHOWN_BODY) };
  }
  const { to, text } = rendered.mail;
  return { method: 'MAIL', address: to.join(', '), body: text.slice(0, SHOWN_BODY) };
}
