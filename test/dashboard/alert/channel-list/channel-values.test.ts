// A channel that is edited sends what differs, and keeps each secret whose mask is left.
import { expect, test } from 'vitest';
import {
  type ChannelValues,
  NO_VALUES,
  settingsOf,
  settingsPatchBetween,
  valuesOf,
} from '../../../../dashboard/alert/channel-list/channel-values.ts';
import { CHANNEL_KINDS } from '../../../../domain/alert/channel/channel.ts';
import { MASK } from '../../../../domain/system/secret/mask.ts';
import { maskSettings } from '../../../../domain/alert/channel/channel-secrets.ts';
import { channelSettingsSchema } from '../../../../domain/alert/channel/schema.ts';
import { sampleSettings } from '../../../support/channel-settings.ts';

test.each(CHANNEL_KINDS)('%s: opened and saved as it is, nothing differs', (kind) => {
  const values = valuesOf({ kind, settings: maskSettings(sampleSettings(kind)) });
  expect(settingsPatchBetween(kind, values, values)).toBeNull();
});

test.each(CHANNEL_KINDS)('%s: what is typed anew is what the API takes', (kind) => {
  const settings = sampleSettings(kind);
  const typed = settingsOf(kind, valuesOf({ kind, settings }));
  expect(channelSettingsSchema.parse(typed)).toEqual(settings);
});

const MAIL = valuesOf({ kind: 'email', settings: maskSettings(sampleSettings('email')) });
const HOOK = valuesOf({ kind: 'webhook', settings: maskSettings(sampleSettings('webhook')) });
const texts = (values: ChannelValues, change: Record<string, string>): ChannelValues => ({
  ...values,
  texts: { ...values.texts, ...change },
});

test.each<[string, ChannelValues, ChannelValues, Record<string, unknown>]>([
  ['a port', MAIL, texts(MAIL, { port: '465' }), { port: 465 }],
  ['no port', MAIL, texts(MAIL, { port: '' }), { port: null }],
  [
    'two receivers',
    MAIL,
    texts(MAIL, { to: 'a@b.example, c@d.example' }),
    { to: ['a@b.example', 'c@d.example'] },
  ],
  ['another password', MAIL, texts(MAIL, { password: 'new' }), { password: 'new' }],
  ['no password', MAIL, texts(MAIL, { password: '' }), { password: null }],
])('mail: %s', (_name, before, after, patch) => {
  expect(settingsPatchBetween('email', before, after)).toEqual(patch);
});

test('headers are sent whole, with the masks of those that stay', () => {
  const headers = [...HOOK.headers, { name: 'X-Shop', value: 'tents' }];
  expect(settingsPatchBetween('webhook', HOOK, { ...HOOK, headers })).toEqual({
    headers: [
      { name: 'Authorization', value: MASK },
      { name: 'X-Shop', value: 'tents' },
    ],
  });
  expect(settingsPatchBetween('webhook', HOOK, { ...HOOK, headers: [] })).toEqual({ headers: [] });
});

test('a kind without headers sends none that were typed for another kind', () => {
  const values = { texts: { topic: 'shop' }, headers: [{ name: 'X-Shop', value: 'tents' }] };
  expect(settingsOf('ntfy', values)).toEqual({ kind: 'ntfy', topic: 'shop' });
  expect(settingsOf('webhook', NO_VALUES)).toEqual({ kind: 'webhook' });
});
