// What the job is for stands in each kind of message, as text and after what changed.
import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { CHANNEL_KINDS, type ChannelKind } from '../../../../domain/alert/channel/channel.ts';
import { renderMessage } from '../../../../domain/alert/channel/render/render.ts';
import type { Rendered } from '../../../../domain/alert/channel/render/rendered.ts';
import { SAMPLE_MESSAGE } from '../../../../domain/alert/channel/sample-message.ts';
import type { AlertMessage } from '../../../../domain/alert/rule/message.ts';
import { sampleSettings } from '../../../support/channel-settings.ts';

const HOSTILE = '<!channel> @everyone *bold* [a](https://evil.example) <b>x</b>\n"}\u202e\u0007';
const LONG = 'rent of the flat in Gdańsk '.repeat(36).trim();

function about(note?: string): AlertMessage {
  const job = { id: 'job_example', name: 'Tea shop', ...(note !== undefined && { note }) };
  return { ...SAMPLE_MESSAGE, job };
}

function render(kind: ChannelKind, message: AlertMessage): Rendered {
  return renderMessage(sampleSettings(kind), {
    message,
    deliveryId: 'dlv_1',
    channelId: 'chn_1',
    baseUrl: 'https://webloom.example/',
    now: new Date('2026-05-01T10:00:00Z'),
    signingKeys: [],
    signer: { sign: (key, text) => createHmac('sha256', key).update(text).digest('base64') },
  });
}

function bodyOf(kind: ChannelKind, message: AlertMessage): string {
  const rendered = render(kind, message);
  return rendered.protocol === 'http' ? rendered.request.body : rendered.mail.text;
}

function mailOf(message: AlertMessage) {
  const rendered = render('email', message);
  if (rendered.protocol !== 'smtp') throw new Error('no mail');
  return rendered.mail;
}

const data = (kind: ChannelKind, note: string) => JSON.parse(bodyOf(kind, about(note)));

describe('the note of the job', () => {
  test.each(CHANNEL_KINDS)(
    'stands in a message to %s, and nothing in its place where there is none',
    (kind) => {
      expect(bodyOf(kind, about('Ask Anna first'))).toContain('Ask Anna first');
      expect(bodyOf(kind, about())).not.toMatch(/note/i);
    },
  );

  test('follows the difference in a mail, in lines as it was written', () => {
    const { text, html } = mailOf(about('For the kitchen,\nask <Anna>'));
    expect(text).toContain('+ 9.90 €\n\nNote: For the kitchen,\nask <Anna>\n\nhttps://webloom.example/');
    expect(html).toContain('white-space:pre-line">Note: For the kitchen,\nask &#60;Anna&#62;</p>');
    expect(html.indexOf('9.90 €</div>')).toBeLessThan(html.indexOf('Note:'));
  });

  test('has the place of its own that each chat has', () => {
    expect(data('slack', 'Ask <Anna>').blocks.at(-2)).toEqual({
      type: 'section',
      text: { type: 'plain_text', text: 'Note: Ask &lt;Anna&gt;', emoji: false },
    });
    expect(data('discord', 'Ask @Anna').embeds[0].fields).toEqual([
      { name: 'Note', value: 'Ask @\u200bAnna' },
    ]);
    expect(data('mattermost', 'Ask *Anna*').attachments[0].text).toMatch(/```\n\nNote\\: Ask \\\*Anna\\\*$/);
    const { body } = data('teams', 'For the kitchen,\n\nask Anna').attachments[0].content;
    expect(body.slice(-2)).toEqual([
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'Note: For the kitchen,' }] },
      { type: 'RichTextBlock', inlines: [{ type: 'TextRun', text: 'ask Anna' }] },
    ]);
  });

  test.each([
    ['telegram', 'text'],
    ['ntfy', 'message'],
    ['gotify', 'message'],
    ['pushover', 'message'],
  ] as const)('is a paragraph behind the difference for %s', (kind, member) => {
    expect(data(kind, 'Ask Anna')[member]).toContain('+ 9.90 €\n\nNote: Ask Anna');
  });

  test('is a member of the job for a webhook, and a placeholder of a request of one’s own', () => {
    expect(data('webhook', 'Ask\nAnna').data.job).toEqual({
      id: 'job_example',
      name: 'Tea shop',
      note: 'Ask\nAnna',
    });
    const settings = { ...sampleSettings('http'), body: '{"for": "{{note}}"}' };
    const rendered = renderMessage(settings, {
      message: about('Ask "Anna"\nfirst'),
      deliveryId: 'dlv_1',
      channelId: 'chn_1',
      baseUrl: 'https://webloom.example/',
      now: new Date('2026-05-01T10:00:00Z'),
      signingKeys: [],
      signer: { sign: () => '' },
    });
    expect(rendered.protocol === 'http' && JSON.parse(rendered.request.body)).toEqual({
      for: 'Ask "Anna"\nfirst',
    });
  });

  test.each(['telegram', 'ntfy', 'pushover', 'discord'] as const)(
    'that is long is cut at a word for %s, and leaves room for what changed',
    (kind) => {
      const body = bodyOf(kind, { ...about(`${LONG} ${'*'.repeat(20)}`), lines: ['x'.repeat(200)] });
      expect(body).toContain('x'.repeat(200));
      expect(body).toContain('9.90 €');
      if (kind !== 'discord' && kind !== 'telegram') expect(body).toMatch(/(?:rent|of|the|flat|in|Gdańsk)…/);
    },
  );

  test('that is long leaves the link whole', () => {
    const { text } = JSON.parse(bodyOf('telegram', { ...about(LONG), lines: ['y'.repeat(9_000)] }));
    expect(text).toMatch(/Gdańsk\n\nhttps:\/\/webloom\.example\/changes\/example$/);
    expect(text.length).toBeLessThanOrEqual(4_000);
  });

  test.each(CHANNEL_KINDS.filter((kind) => kind !== 'webhook' && kind !== 'http'))(
    'is text and never markup for %s',
    (kind) => {
      const body = bodyOf(kind, about(HOSTILE));
      for (const hidden of ['\u202e', '\u0007', '\\u0007']) expect(body).not.toContain(hidden);
      if (kind === 'slack') expect(body).not.toContain('<!channel>');
      if (kind === 'discord' || kind === 'mattermost') expect(body).not.toMatch(/@everyone|\[a\]\(https/);
      if (kind === 'email') expect(mailOf(about(HOSTILE)).html).not.toContain('<b>x');
    },
  );
});
