// A request that the user wrote: method, address, headers and body with placeholders. Each value is escaped for the place
// where it is put, so that the text of a page can't change the form of the request.
import { messageText, noteText, oneLine } from '../message-text.ts';
import { type Placeholder, type TemplateToken, compileTemplate, fillTemplate } from '../template.ts';
import { type RenderContext, type Rendered, type SettingsOf, openAddress } from './rendered.ts';
import { messageData } from './webhook.ts';

type Values = Readonly<Record<Placeholder, string>>;

function templateValues({ message, baseUrl }: Pick<RenderContext, 'message' | 'baseUrl'>): Values {
  const { lines, diff, note, link } = messageText(message, baseUrl);
  const title = oneLine(message.title);
  return {
    id: message.id,
    kind: message.kind,
    severity: message.severity,
    title,
    lines: lines.join('\n'),
    text: [title, ...lines, ...diff, ...(note === '' ? [] : [noteText(note)])].join('\n'),
    diff: diff.join('\n'),
    before: message.change?.before ?? '',
    after: message.change?.after ?? '',
    link,
    at: message.at.toISOString(),
    job: message.job?.name ?? '',
    note: message.job?.note ?? '',
    pageUrl: message.page?.url ?? '',
    pageTitle: message.page?.title ?? '',
    json: JSON.stringify(messageData(message, baseUrl)),
  };
}

type Escape = (value: string, placeholder: Placeholder) => string;

const AS_JSON: Escape = (value, placeholder) =>
  placeholder === 'json' ? value : JSON.stringify(value).slice(1, -1);
const AS_FORM: Escape = (value) => encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
const AS_MARKUP: Escape = (value) => value.replaceAll(/[&<>"']/g, (char) => `&#${char.codePointAt(0) ?? 0};`);
const AS_TEXT: Escape = (value) => value;
/** A header is one line of characters of Latin-1. */
const AS_HEADER: Escape = (value) => value.replaceAll(/\s+/g, ' ').replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '?');

/** By the content type of the body; JSON when none is given and the body looks like it. */
export function bodyType(settings: Pick<SettingsOf<'http'>, 'headers' | 'body'>): string {
  const given = settings.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value;
  if (given !== undefined) return given;
  return /^\s*[[{]/.test(settings.body) ? 'application/json' : 'text/plain; charset=utf-8';
}

function escapeOf(type: string): Escape {
  if (/[/+]json\b/i.test(type)) return AS_JSON;
  if (/x-www-form-urlencoded/i.test(type)) return AS_FORM;
  return /[/+](xml|html)\b/i.test(type) ? AS_MARKUP : AS_TEXT;
}

function partsOf(source: string): readonly TemplateToken[] {
  const compiled = compileTemplate(source);
  // Checked when the channel was saved; a text that is not valid stands for itself.
  return compiled.ok ? compiled.parts : [{ text: source }];
}

export function renderOwnRequest(
  settings: SettingsOf<'http'>,
  context: Pick<RenderContext, 'message' | 'baseUrl' | 'deliveryId'>,
): Rendered {
  const values = templateValues(context);
  const type = bodyType(settings);
  const fill = (source: string, escape: Escape): string => fillTemplate(partsOf(source), values, escape);
  const url = fill(settings.url, AS_FORM);
  const body = settings.method === 'GET' ? '' : fill(settings.body, escapeOf(type));
  const own = settings.headers.map(
    ({ name, value }) => [name.toLowerCase(), fill(value, AS_HEADER)] as const,
  );
  return {
    protocol: 'http',
    request: {
      method: settings.method,
      url,
      headers: {
        ...(settings.method === 'GET' ? {} : { 'content-type': type }),
        'idempotency-key': context.deliveryId,
        ...Object.fromEntries(own),
      },
      body,
      shown: { address: openAddress(url), body },
    },
  };
}
