// What steps fill in as a secret is sealed, masked, kept, opened and sealed anew, for its own field alone.
import { expect, test } from 'vitest';
import {
  maskSteps,
  openSteps,
  resealSteps,
  sealSteps,
  stepMaskFaults,
} from '../../../../domain/config/page-step/step-secrets.ts';
import { MASK } from '../../../../domain/system/secret/mask.ts';
import { isSealed } from '../../../../domain/system/secret/secret-box.ts';
import type { FillStep, PageStep } from '../../../../domain/web/page-step/page-step.ts';
import { createTestBox } from '../../../support/secret-box.ts';

const box = createTestBox(1);
const password: FillStep = { do: 'fill', selector: '#pw', value: 'hunter2', secret: true };
const STEPS: readonly PageStep[] = [
  { do: 'fill', selector: '#zip', value: '8001' },
  password,
  { do: 'click', text: 'Log in' },
];
const valuesOf = (steps: readonly PageStep[]): string[] =>
  steps.flatMap((step) => (step.do === 'fill' ? [step.value] : []));

test('a secret is sealed and masked, and what is none stays as it is', () => {
  const stored = sealSteps(box, STEPS, []);
  expect(valuesOf(stored).map(isSealed)).toEqual([false, true]);
  expect(valuesOf(maskSteps(stored))).toEqual(['8001', MASK]);
  expect(openSteps(box, stored)).toEqual({ ok: true, steps: STEPS });
});

test('a mask and the same value keep the ciphertext, another value replaces it', () => {
  const stored = sealSteps(box, STEPS, []);
  expect(sealSteps(box, maskSteps(stored), stored)).toEqual(stored);
  expect(sealSteps(box, STEPS, stored)).toEqual(stored);
  const other = sealSteps(box, [{ ...password, value: 'other' }], stored);
  expect(openSteps(box, other)).toMatchObject({ steps: [{ value: 'other' }] });
});

test('a mask without its secret flag stays a secret', () => {
  const stored = sealSteps(box, [password], []);
  const after = sealSteps(box, [{ do: 'fill', selector: '#pw', value: MASK }], stored);
  expect(after).toEqual(stored);
});

test('a mask stands for a secret of its own field alone', () => {
  const stored = sealSteps(box, STEPS, []);
  const moved = [{ do: 'fill', selector: '#search', value: MASK }];
  expect(stepMaskFaults(moved, stored)).toMatchObject([
    { pointer: '/config/fetch/steps/0/value', code: 'no-kept-value' },
  ]);
  expect(stepMaskFaults(maskSteps(stored), stored)).toEqual([]);
  const [, sealed] = valuesOf(stored);
  const stolen: PageStep[] = [{ do: 'fill', selector: '#search', value: sealed ?? '' }];
  expect(openSteps(box, stolen)).toMatchObject({ ok: false });
});

test('a new key seals anew what an older one has sealed; a lost key is told', () => {
  const old = sealSteps(createTestBox(1), STEPS, []);
  expect(resealSteps(createTestBox(1), old)).toBeNull();
  expect(resealSteps(createTestBox(2), old)).toBeNull();
  const opened = openSteps(createTestBox(2), old);
  expect(opened).toMatchObject({ ok: false });
  expect(JSON.stringify(opened)).not.toContain('hunter2');
  expect(valuesOf(resealSteps(box, [password]) ?? []).map(isSealed)).toEqual([true]);
});
