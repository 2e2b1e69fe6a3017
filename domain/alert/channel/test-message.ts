// The message of the test button: says that the channel works, and how real ones will look.
import type { AlertMessage } from '../rule/message.ts';
import type { Channel } from './channel.ts';
import { SAMPLE_MESSAGE } from './sample-message.ts';
import { given } from '../../system/given.ts';

export function testMessage({ _id, workspaceId, name }: Channel, ulid: string, at: Date): AlertMessage {
  const { change, price, page } = SAMPLE_MESSAGE;
  return {
    id: `msg_test_${ulid}`,
    workspaceId,
    kind: 'test',
    severity: 'info',
    title: `Test of the channel "${name}"`,
    lines: ['Webloom can reach this channel. An alert looks like this; the price is an example.'],
    at,
    path: `/settings/channels?channel=${_id}`,
    ...given({ page, change, price }),
  };
}
