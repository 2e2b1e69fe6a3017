// Channels that can't work are refused with their place and what to do.
import { describe, expect, it } from 'vitest';
import { channelFaults } from '../../../../domain/alert/channel/check-channel.ts';
import { CHANNEL_KINDS } from '../../../../domain/alert/channel/channel.ts';
import { type ChannelSettingsInput, channelSettingsSchema } from '../../../../domain/alert/channel/schema.ts';
import { createEgressPolicy } from '../../../../domain/web/egress/policy.ts';
import { sampleSettings } from '../../../support/channel-settings.ts';

const POLICY = createEgressPolicy();
const MAIL = {
  kind: 'email',
  server: 'smtp.example.com',
  from: 'a@example.com',
  to: ['b@example.com'],
} satisfies ChannelSettingsInput;
const OWN = { kind: 'http', url: 'https://api.example/' } satisfies ChannelSettingsInput;

describe('a channel', () => {
  it.each(CHANNEL_KINDS)('of kind %s with sound settings has no faults', (kind) => {
    expect(channelFaults(sampleSettings(kind), POLICY)).toEqual([]);
  });

  const CASES: [string, ChannelSettingsInput, string, RegExp][] = [
    [
      'address of an own request that is none',
      { kind: 'http', url: 'http://F2J\u000f\u00f7\u0093y' },
      '/settings/url',
      /no URL|not a URL/,
    ],
    [
      'private address',
      { kind: 'webhook', url: 'http://10.0.0.7/in' },
      '/settings/url',
      /private or special network/,
    ],
    ['metadata', { kind: 'slack', url: 'http://169.254.169.254/x' }, '/settings/url', /private or special/],
    [
      'local name',
      { kind: 'gotify', url: 'http://gotify.local', token: 't' },
      '/settings/url',
      /private network/,
    ],
    [
      'port',
      { kind: 'discord', url: 'https://example.com:6379/' },
      '/settings/url',
      /port that is not allowed/,
    ],
    [
      'credentials',
      { kind: 'webhook', url: 'https://u:p@example.com/' },
      '/settings/url',
      /user name and password/,
    ],
    [
      'own host header',
      { ...OWN, headers: [{ name: 'Host', value: 'x' }] },
      '/settings/headers/0/name',
      /leave it out/,
    ],
    [
      'signature',
      { kind: 'webhook', url: 'https://a.example/', headers: [{ name: 'Webhook-Id', value: 'x' }] },
      '/settings/headers/0/name',
      /leave it out/,
    ],
    [
      'twice',
      {
        ...OWN,
        headers: [
          { name: 'A', value: '1' },
          { name: 'a', value: '2' },
        ],
      },
      '/settings/headers/1/name',
      /there already/,
    ],
    [
      'placeholder as host',
      { ...OWN, url: 'https://{{job}}.example/' },
      '/settings/url',
      /without placeholders/,
    ],
    [
      'unknown placeholder',
      { ...OWN, body: '{\n "a": "{{titel}}"}' },
      '/settings/body',
      /^Line 2, column 8: {{titel}} is not known/,
    ],
    ['no JSON', { ...OWN, body: '{"a": {{title}}}' }, '/settings/body', /no JSON/],
    ['private mail server', { ...MAIL, server: '192.168.1.1' }, '/settings/server', /private or special/],
    ['mail port', { ...MAIL, port: 8080 }, '/settings/server', /port that is not allowed/],
    [
      'password in clear',
      { ...MAIL, security: 'none', user: 'u', password: 'p' },
      '/settings/security',
      /tls or starttls/,
    ],
    ['no password', { ...MAIL, user: 'u' }, '/settings/password', /Give the password/],
  ];
  it.each(CASES)('with a fault (%s) is refused at its place', (_what, settings, pointer, words) => {
    const [fault] = channelFaults(channelSettingsSchema.parse(settings), POLICY);
    expect(fault?.pointer).toBe(pointer);
    expect(fault?.detail).toMatch(words);
  });

  it.each([
    ['mail address with a line break', { ...MAIL, to: ['b@example.com\r\nBcc: c@example.com'] }],
    ['mail address with a name', { ...MAIL, from: 'Shop <a@example.com>' }],
    ['several addresses in one', { ...MAIL, to: ['b@example.com,c@example.com'] }],
    ['header with a line break', { ...OWN, headers: [{ name: 'A', value: 'x\r\nHost: y' }] }],
    ['header name with a colon', { ...OWN, headers: [{ name: 'A:', value: 'x' }] }],
    ['topic with a slash', { kind: 'ntfy', topic: '../admin' }],
    ['token with a slash', { kind: 'telegram', token: '1:/../x', chat: '1' }],
    ['file', { kind: 'webhook', url: 'file:///etc/passwd' }],
    ['unknown member', { kind: 'webhook', url: 'https://a.example/', secret: 'x' }],
  ])('of a wrong form (%s) is refused', (_what, settings) => {
    expect(channelSettingsSchema.safeParse(settings).success).toBe(false);
  });
});
