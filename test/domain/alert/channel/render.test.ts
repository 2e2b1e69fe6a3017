// What each kind of channel gets: the same message, and one from a page that wants to be more than text.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AlertMessage } from '../../../../domain/alert/rule/message.ts';
import { CHANNEL_KINDS, type ChannelKind } from '../../../../domain/alert/channel/channel.ts';
import { renderMessage } from '../../../../domain/alert/channel/render/render.ts';
import type {
  MessagePicture,
  RenderedMail,
  RenderedRequest,
} from '../../../../domain/alert/channel/render/rendered.ts';
import { SAMPLE_MESSAGE } from '../../../../domain/alert/channel/sample-message.ts';
import { sampleSettings } from '../../../support/channel-settings.ts';

const HOSTILE: AlertMessage = {
  ...SAMPLE_MESSAGE,
  title: 'Sale\r\nBcc: everybody@example.com <!channel> @everyone "x" \u202eevil\u0007 ```',
  lines: [
    '<script>alert(1)</script> [click](javascript:alert(1)) *bold* <@U123> </code>',
    '"}, {"text":"injected',
  ],
  page: { url: 'https://shop.example/"><script>', title: '<img src=x onerror=alert(1)>' },
  path: '//evil.example/phish',
};

function render(kind: ChannelKind, message: AlertMessage, pictures: readonly MessagePicture[] = []) {
  return renderMessage(sampleSettings(kind), {
    message,
    pictures,
    deliveryId: 'dlv_1',
    channelId: 'chn_1',
    baseUrl: 'https://webloom.example/',
    now: new Date('2026-05-01T10:00:00Z'),
    signingKeys: [],
    signer: { sign: (key, text) => createHmac('sha256', key).update(text).digest('base64') },
  });
}

function requestOf(kind: ChannelKind, message: AlertMessage = SAMPLE_MESSAGE): RenderedRequest {
  const rendered = render(kind, message);
  if (rendered.protocol !== 'http') throw new Error('a mail');
  return rendered.request;
}

function mailOf(message: AlertMessage): RenderedMail {
  const rendered = render('email', message);
  if (rendered.protocol !== 'smtp') throw new Error('no mail');
  return rendered.mail;
}

const HTTP_KINDS = CHANNEL_KINDS.filter((kind) => kind !== 'email');

describe('a message', () => {
  it.each(HTTP_KINDS)('to %s says what happened and shows no secret', (kind) => {
    const { body, headers, shown } = requestOf(kind);
    expect(headers['content-type']).toContain('application/json');
    expect(() => void JSON.parse(body)).not.toThrow();
    expect(body.replaceAll('\\\\', '')).toContain('Green tea');
    expect(body).toContain('https://webloom.example/changes/example');
    expect(JSON.stringify(shown)).not.toContain('opensesame');
  });

  it.each(HTTP_KINDS)('from a hostile page to %s stays text and links to Webloom alone', (kind) => {
    const { body, headers, url } = requestOf(kind, HOSTILE);
    expect(() => void JSON.parse(body)).not.toThrow();
    expect(body).not.toContain('https://evil.example');
    expect(body).not.toMatch(/[\u202e]|\\u0007/);
    expect(body).toContain('https://webloom.example/evil.example/phish');
    expect(new URL(url).host).not.toContain('evil');
    for (const value of Object.values(headers)) expect(value).not.toMatch(/[\r\n]/);
  });

  it.each(HTTP_KINDS.filter((kind) => kind !== 'webhook' && kind !== 'http'))(
    'to %s names job and site in its title',
    (kind) => {
      const body = requestOf(kind).body.replaceAll('\\\\', '').replaceAll('\\', '');
      expect(body).toContain('€9.90 · Tea shop · shop.example');
    },
  );

  it('by mail names job and site in its subject, which stay whole where the title is cut', () => {
    expect(mailOf(SAMPLE_MESSAGE).subject).toBe('Green tea, 100 g: €12.90 → €9.90 · Tea shop · shop.example');
    const long = mailOf({ ...SAMPLE_MESSAGE, title: 'x'.repeat(400) }).subject;
    expect(long).toHaveLength(150);
    expect(long).toMatch(/x… · Tea shop · shop\.example$/);
  });

  it('says in its subject nothing twice, and nothing of a site where many pages are meant', () => {
    const { page: _page, ...ofMany } = SAMPLE_MESSAGE;
    expect(mailOf({ ...ofMany, title: 'Tea shop failed' }).subject).toBe('Tea shop failed');
    expect(mailOf({ ...ofMany, title: 'It is gone' }).subject).toBe('It is gone · Tea shop');
    const job = { id: 'j', name: 'shop.example' };
    expect(mailOf({ ...SAMPLE_MESSAGE, job, title: 'It is gone' }).subject).toBe('It is gone · shop.example');
  });

  it('mentions nobody', () => {
    expect(requestOf('slack', HOSTILE).body).not.toMatch(/<!channel>|<@U123>/);
    expect(requestOf('discord', HOSTILE).body).toContain('"allowed_mentions":{"parse":[]}');
    for (const kind of ['discord', 'mattermost'] as const)
      expect(requestOf(kind, HOSTILE).body).not.toContain('@everyone');
  });

  it('keeps its difference as lines with signs', () => {
    for (const kind of ['slack', 'discord', 'mattermost', 'telegram', 'gotify'] as const)
      expect(requestOf(kind).body).toContain(String.raw`- 12.90 €\n+ 9.90 €`);
  });

  it('to a webhook is data with a type', () => {
    const { body } = requestOf('webhook');
    expect(JSON.parse(body)).toMatchObject({
      type: 'alert.begin',
      timestamp: '2026-05-01T10:00:00.000Z',
      data: {
        id: 'msg_example',
        severity: 'warning',
        price: { before: '12.90', after: '9.90', currency: 'EUR' },
        change: { lines: [{ op: 'removed', text: '12.90 €' }, { op: 'added' }] },
        job: { id: 'job_example' },
      },
    });
  });

  it.each(HTTP_KINDS)('of any length stays within what %s takes', (kind) => {
    const long = 'ü'.repeat(9_000);
    const lines = Array.from({ length: 300 }, () => ({ op: 'added', text: long }) as const);
    const change = { id: 'c', kind: 'text', before: long, after: long, lines };
    const { body } = requestOf(kind, { ...SAMPLE_MESSAGE, title: long, lines: [long, long], change });
    expect(body.length).toBeLessThan(kind === 'http' ? 40_000 : 20_000);
  });

  it('of many lines says in the last one how many are left out', () => {
    const lines = Array.from({ length: 40 }, (_, n) => `line ${n}`);
    const many = { ...SAMPLE_MESSAGE, lines };
    expect(mailOf(many).text).toContain('line 28\n… and 11 more lines\n');
    expect(mailOf(many).text).not.toContain('line 29');
    expect(JSON.parse(requestOf('webhook', many).body).data.lines.at(-1)).toBe('… and 11 more lines');
    expect(mailOf({ ...many, lines: lines.slice(0, 30) }).text).toContain('line 29');
  });

  it.each(HTTP_KINDS)('of many long lines stays within what %s takes', (kind) => {
    const lines = Array.from({ length: 300 }, () => 'ü'.repeat(9_000));
    expect(requestOf(kind, { ...SAMPLE_MESSAGE, lines }).body.length).toBeLessThan(40_000);
  });

  it('of the user’s own form has its values escaped for their place', () => {
    const { url, body } = requestOf('http', HOSTILE);
    expect(new URL(url).searchParams.get('about')).toContain('Bcc: everybody@example.com');
    expect(JSON.parse(body)).toMatchObject({
      text: expect.stringContaining('"}, {"text":"injected'),
      all: { kind: 'begin' },
    });
  });
});

describe('a mail', () => {
  it('has text and HTML with the difference, and a way to turn it off', () => {
    const mail = mailOf(SAMPLE_MESSAGE);
    expect(mail.subject).toBe('Green tea, 100 g: €12.90 → €9.90 · Tea shop · shop.example');
    expect(mail.text).toContain('- 12.90 €\n+ 9.90 €');
    expect(mail.html).toContain('background:#e3f6e8');
    expect(mail.unsubscribeUrl).toBe('https://webloom.example/settings/channels?channel=chn_1');
    expect(mail.messageId).toBe('<dlv_1@example.com>');
  });

  it('from a hostile page has one line as its subject and no markup of the page', () => {
    const mail = mailOf(HOSTILE);
    expect(mail.subject).not.toMatch(/[\r\n\u202e]/);
    expect(mail.html).not.toMatch(/<script|<img|javascript:alert\(1\)"/);
    expect(mail.html).not.toContain('href="https://evil');
    expect(mail.thread).toBe('<inc_example@example.com>');
  });
});

describe('a message with pictures', () => {
  const png = new Uint8Array([137, 80, 78, 71]);
  const before = { name: 'before', png } as const;
  const after = { name: 'after', png } as const;
  const form = (kind: ChannelKind) => {
    const rendered = render(kind, SAMPLE_MESSAGE, [before, after]);
    if (rendered.protocol !== 'http') throw new Error('a mail');
    return rendered.request;
  };

  it('to Discord is a form with the same message and both files', () => {
    const { form: sent, headers, body, shown } = form('discord');
    expect(sent?.fields['payload_json']).toBe(body);
    expect(sent?.files).toEqual([
      { ...before, field: 'files[0]' },
      { ...after, field: 'files[1]' },
    ]);
    // What encodes the form says of which type it is.
    expect(headers).not.toHaveProperty('content-type');
    expect(JSON.stringify(shown)).not.toContain('opensesame');
  });

  it('to Telegram is an album whose first picture has the words, as many as it may', () => {
    const long = { ...SAMPLE_MESSAGE, lines: ['x'.repeat(5_000)] };
    for (const message of [SAMPLE_MESSAGE, long]) {
      const rendered = render('telegram', message, [before, after]);
      const { url, form: sent } = rendered.protocol === 'http' ? rendered.request : requestOf('telegram');
      expect(url).toMatch(/\/sendMediaGroup$/);
      const [first, second] = JSON.parse(sent?.fields['media'] ?? '[]');
      expect(first).toMatchObject({ type: 'photo', media: 'attach://before' });
      expect(first.caption).toContain('Green tea');
      expect(first.caption).toContain('https://webloom.example/changes/example');
      expect(first.caption.length).toBeLessThanOrEqual(1_024);
      expect(second).toEqual({ type: 'photo', media: 'attach://after' });
      expect(sent?.files.map(({ field }) => field)).toEqual(['before', 'after']);
    }
  });

  it('to Pushover has the page as it is now, which the log does not show', () => {
    const { body, shown } = form('pushover');
    expect(JSON.parse(body)).toMatchObject({ attachment_base64: 'iVBORw==', attachment_type: 'image/png' });
    expect(shown.body).not.toContain('iVBORw==');
  });

  it.each(HTTP_KINDS.filter((kind) => !['discord', 'telegram', 'pushover'].includes(kind)))(
    'to %s is the one without',
    (kind) => {
      expect(form(kind)).toEqual(requestOf(kind));
    },
  );
});
