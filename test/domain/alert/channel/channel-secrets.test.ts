// Secrets of every kind of channel: sealed, opened, masked, sealed anew.
import { describe, expect, it } from 'vitest';
import { CHANNEL_KINDS } from '../../../../domain/alert/channel/channel.ts';
import { MASK } from '../../../../domain/system/secret/mask.ts';
import {
  maskSettings,
  openSettings,
  openSigningKeys,
  resealChannel,
  sealSettings,
  sealSigningKey,
} from '../../../../domain/alert/channel/channel-secrets.ts';
import { createTestBox } from '../../../support/secret-box.ts';
import { sampleSettings } from '../../../support/channel-settings.ts';

const SECRETS = /opensesame/;

describe('the secrets of a channel', () => {
  it.each(CHANNEL_KINDS)('of kind %s are sealed, masked, and opened by its own id alone', (kind) => {
    const settings = sampleSettings(kind);
    expect(JSON.stringify(settings)).toMatch(SECRETS);
    const box = createTestBox();
    const sealed = sealSettings(box, 'chn_1', settings);
    expect(JSON.stringify(sealed)).not.toMatch(SECRETS);
    expect(JSON.stringify(maskSettings(sealed))).toContain(MASK);
    expect(JSON.stringify(maskSettings(settings))).not.toMatch(SECRETS);
    expect(openSettings(box, { _id: 'chn_1', settings: sealed })).toEqual({ ok: true, value: settings });
    expect(openSettings(box, { _id: 'chn_2', settings: sealed })).toMatchObject({ ok: false });
  });

  it('are sealed anew by a new key, once', () => {
    const [first, second] = [createTestBox(1), createTestBox(2, 1)];
    const channel = {
      _id: 'chn_1',
      settings: sealSettings(first, 'chn_1', sampleSettings('gotify')),
      signing: { secret: sealSigningKey(first, 'chn_1', 'whsec_a'), former: null },
    };
    const fresh = resealChannel(second, channel);
    expect(fresh).not.toBeNull();
    if (fresh === null) return;
    const onlyNew = createTestBox(2);
    expect(openSettings(onlyNew, { _id: 'chn_1', settings: fresh.settings })).toMatchObject({ ok: true });
    const signing = [fresh.signing?.secret ?? ''];
    expect(openSigningKeys(onlyNew, 'chn_1', signing)).toEqual({ ok: true, value: ['whsec_a'] });
    expect(resealChannel(second, { _id: 'chn_1', ...fresh })).toBeNull();
  });

  it('say which one can not be opened', () => {
    const sealed = sealSettings(createTestBox(1), 'chn_1', sampleSettings('telegram'));
    const opened = openSettings(createTestBox(2), { _id: 'chn_1', settings: sealed });
    expect(opened).toMatchObject({
      ok: false,
      detail: expect.stringContaining('its token is encrypted with key'),
    });
  });
});
