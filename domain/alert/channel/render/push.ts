// Messages on phones: ntfy, Gotify, Pushover. All of them take plain text.
import type { MessageSeverity } from '../../rule/message.ts';
import { MASK } from '../../../system/secret/mask.ts';
import { cutText, joinedText, messageText } from '../message-text.ts';
import {
  type RenderContext,
  type Rendered,
  type SettingsOf,
  jsonRequest,
  openAddress,
  pathOn,
} from './rendered.ts';

type Priorities = Readonly<Record<MessageSeverity, number>>;

const NTFY: Priorities = { info: 3, warning: 4, critical: 5 };
const GOTIFY: Priorities = { info: 4, warning: 6, critical: 9 };
/** The highest one (2) would ring until somebody confirms it; that is the receiver's to decide. */
const PUSHOVER: Priorities = { info: 0, warning: 0, critical: 1 };

export function renderNtfy(settings: SettingsOf<'ntfy'>, context: RenderContext): Rendered {
  const { title, ...rest } = messageText(context.message, context.baseUrl);
  const body = {
    topic: settings.topic,
    title,
    // The server takes 4,096 bytes; a character has up to four.
    message: joinedText({ ...rest, link: '' }, 1_000).trim(),
    priority: NTFY[context.message.severity],
    click: rest.link,
  };
  const headers = settings.token === undefined ? {} : { authorization: `Bearer ${settings.token}` };
  return jsonRequest(settings.url, body, { hidden: false, headers });
}

export function renderGotify(settings: SettingsOf<'gotify'>, context: RenderContext): Rendered {
  const { title, ...rest } = messageText(context.message, context.baseUrl);
  const body = {
    title,
    message: joinedText(rest, 10_000),
    priority: GOTIFY[context.message.severity],
    extras: {
      'client::display': { contentType: 'text/plain' },
      'client::notification': { click: { url: rest.link } },
    },
  };
  const headers = { 'x-gotify-key': settings.token };
  return jsonRequest(pathOn(settings.url, '/message'), body, { hidden: false, headers });
}

export function renderPushover(settings: SettingsOf<'pushover'>, context: RenderContext): Rendered {
  const { title, ...rest } = messageText(context.message, context.baseUrl);
  const body = {
    title: cutText(title, 250),
    message: cutText(joinedText({ ...rest, link: '' }, 1_024).trim() || title, 1_024),
    priority: PUSHOVER[context.message.severity],
    url: rest.link.slice(0, 512),
    url_title: 'Open in Webloom',
  };
  const url = pathOn(settings.url, '/1/messages.json');
  const { token, user } = settings;
  const text = JSON.stringify({ token, user, ...body, ...attachmentOf(context.pictures) });
  const shown = { address: openAddress(url), body: JSON.stringify({ token: MASK, user: MASK, ...body }) };
  const headers = { 'content-type': 'application/json' };
  return { protocol: 'http', request: { method: 'POST', url, headers, body: text, shown } };
}

/** It takes one picture: what the page looks like now. */
function attachmentOf(pictures: RenderContext['pictures'] = []): object {
  const shown = pictures.at(-1);
  if (shown === undefined) return {};
  return {
    attachment_base64: Buffer.from(shown.png).toString('base64'),
    attachment_type: 'image/png',
  };
}
