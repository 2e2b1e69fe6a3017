import { expect, test } from 'vitest';
import {
  conditionOf,
  GATE_KINDS,
  shareOf,
  withShare,
} from '../../../../dashboard/job/settings/gate-draft.ts';
import { gateSchema } from '../../../../domain/config/gate/schema.ts';

test.each(GATE_KINDS.map(([kind]) => kind))('a gate of the kind %s begins as the API takes it', (kind) => {
  const when = conditionOf(kind, ['price']);
  expect(gateSchema.safeParse({ when }).success).toBe(true);
  const share = shareOf(when);
  const changed = withShare(when, 0.07);
  expect(shareOf(changed)).toBe(share === null ? null : 0.07);
  expect(changed.kind).toBe(kind);
});

test('a gate for a field names the first field of the job', () => {
  expect(conditionOf('field', ['price', 'stock'])).toMatchObject({ name: 'price' });
  expect(conditionOf('field', [])).toMatchObject({ name: '' });
});
