// A mail: text, and the same as HTML with the difference in colours. Everything that came from outside is text in both.
import { type MessageText, messageText, noteText, subjectOf } from '../message-text.ts';
import type { MessagePicture, RenderContext, Rendered, SettingsOf } from './rendered.ts';

const MAX_SUBJECT_LENGTH = 150;

export function renderMail(settings: SettingsOf<'email'>, context: RenderContext): Rendered {
  const { message, deliveryId, channelId, baseUrl, pictures = [] } = context;
  const text = messageText(message, baseUrl);
  const domain = settings.from.slice(settings.from.indexOf('@') + 1);
  const { server, port, security, user, password, from, to } = settings;
  const unsubscribeUrl = `${baseUrl.replace(/\/+$/, '')}/settings/channels?channel=${channelId}`;
  return {
    protocol: 'smtp',
    mail: {
      server,
      port,
      security,
      login: user === '' ? null : { user, password: password ?? '' },
      from,
      to,
      subject: subjectOf(message, MAX_SUBJECT_LENGTH),
      text: textOf(text, unsubscribeUrl),
      html: htmlOf(text, unsubscribeUrl, pictures),
      messageId: `<${deliveryId}@${domain}>`,
      thread: message.incidentId === undefined ? null : `<${threadName(message.incidentId)}@${domain}>`,
      unsubscribeUrl,
      pictures: pictures.map((picture) => ({ ...picture, contentId: contentId(picture) })),
    },
  };
}

/** An id holds colons, which a message id must not. */
function threadName(incidentId: string): string {
  return incidentId.replaceAll(/[^\w-]/g, '.');
}

function textOf({ title, lines, diff, note, link }: MessageText, unsubscribeUrl: string): string {
  const parts = [title, lines.join('\n'), diff.join('\n'), noteText(note), link];
  const footer = `-- \nSent by Webloom. Turn these mails off: ${unsubscribeUrl}`;
  return [...parts.filter((part) => part !== ''), footer].join('\n\n');
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (char) => `&#${char.codePointAt(0) ?? 0};`);
}

/** Colours that can be read on white and on black; a sign stands beside each for those who do not see them. */
const DIFF_STYLES: Readonly<Record<string, string>> = {
  '+': 'background:#e3f6e8;color:#0a3d1d',
  '-': 'background:#fde5e7;color:#5c0a14',
};

function contentId({ name }: MessagePicture): string {
  return `${name}@webloom`;
}

const CAPTIONS = { before: 'Before', after: 'After' } as const;

function figureOf(picture: MessagePicture): string {
  const caption = CAPTIONS[picture.name];
  return [
    `<p style="margin:12px 0 4px"><b>${caption}</b></p>`,
    `<img src="cid:${contentId(picture)}" alt="${caption}: the page as it looked" style="max-width:100%;border:1px solid #ccc">`,
  ].join('');
}

function htmlOf(
  { title, lines, diff, note, link }: MessageText,
  unsubscribeUrl: string,
  pictures: readonly MessagePicture[],
): string {
  const shown = diff.map((line) => {
    const style = DIFF_STYLES[line.charAt(0)] ?? 'color:#555';
    return `<div style="${style};white-space:pre-wrap;padding:1px 8px">${escaped(line)}</div>`;
  });
  const rows = lines.map((line) => `<p style="margin:0 0 6px">${escaped(line)}</p>`);
  return [
    '<!doctype html><html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"></head>',
    '<body style="font:15px/1.5 sans-serif;margin:0;padding:16px">',
    `<h1 style="font-size:18px;margin:0 0 12px">${escaped(title)}</h1>`,
    ...rows,
    ...(shown.length === 0
      ? []
      : [`<div style="font:13px/1.5 monospace;margin:12px 0">${shown.join('')}</div>`]),
    ...(note === '' ? [] : [`<p style="margin:12px 0;white-space:pre-line">${escaped(noteText(note))}</p>`]),
    ...pictures.map(figureOf),
    `<p style="margin:12px 0"><a href="${escaped(link)}">Open in Webloom</a></p>`,
    `<p style="font-size:12px;color:#777">Sent by Webloom. <a href="${escaped(unsubscribeUrl)}">Turn these mails off</a></p>`,
    '</body></html>',
  ].join('\n');
}
