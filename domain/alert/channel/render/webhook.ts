// The request of a webhook: a type, a time and the message as data, signed. At most about 20 kB: long texts are cut, and
// the link leads to all of it.
import type { AlertMessage } from '../../rule/message.ts';
import { toDecimal } from '../../../reading/money/money.ts';
import { cutText, fewLines, linkOf, oneLine } from '../message-text.ts';
import { signatureHeaders } from '../signature.ts';
import { type RenderContext, type Rendered, type SettingsOf, jsonRequest } from './rendered.ts';
import { given } from '../../../system/given.ts';

const MAX_LINES = 30;
const MAX_DIFF_LINES = 20;
const MAX_LINE_LENGTH = 300;
const MAX_TEXT_LENGTH = 1_000;

/** The message as other programs read it; its members are part of the interface. */
export function messageData(message: AlertMessage, baseUrl: string) {
  const { id, workspaceId, kind, severity, at, job, run, page, change, price, incidentId } = message;
  return {
    id,
    workspaceId,
    kind,
    severity,
    title: oneLine(message.title),
    lines: fewLines(message.lines, MAX_LINES).map((line) => cutText(line, MAX_LINE_LENGTH)),
    at: at.toISOString(),
    link: linkOf(message, baseUrl),
    ...given({ job, run, page }),
    ...(change === undefined ? {} : { change: changeData(change) }),
    ...(price === undefined ? {} : { price: priceData(price) }),
    ...given({ incidentId }),
  };
}

function changeData({ id, kind, before, after, lines, modelSummary }: NonNullable<AlertMessage['change']>) {
  return {
    id,
    kind,
    before: before === null ? null : cutText(before, MAX_TEXT_LENGTH),
    after: after === null ? null : cutText(after, MAX_TEXT_LENGTH),
    lines: lines
      .slice(0, MAX_DIFF_LINES)
      .map(({ op, text }) => ({ op, text: cutText(text, MAX_LINE_LENGTH) })),
    ...given({ modelSummary }),
  };
}

function priceData({ beforeMinor, afterMinor, currency }: NonNullable<AlertMessage['price']>) {
  const decimal = (minor: number | null): string | null =>
    minor === null ? null : toDecimal({ minor, currency });
  return { before: decimal(beforeMinor), after: decimal(afterMinor), currency };
}

export function renderWebhook(settings: SettingsOf<'webhook'>, context: RenderContext): Rendered {
  const { message, deliveryId, baseUrl, now, signingKeys, signer } = context;
  const body = {
    type: `alert.${message.kind}`,
    timestamp: message.at.toISOString(),
    data: messageData(message, baseUrl),
  };
  const own = Object.fromEntries(settings.headers.map(({ name, value }) => [name.toLowerCase(), value]));
  const signed = { id: deliveryId, at: now, body: JSON.stringify(body), keys: signingKeys };
  return jsonRequest(settings.url, body, {
    hidden: false,
    headers: { ...own, ...signatureHeaders(signed, signer) },
  });
}
