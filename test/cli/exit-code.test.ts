// What a user reads of an error.
import { expect, it } from 'vitest';
import { describeError } from '../../cli/exit-code.ts';
import { createPaint } from '../../cli/paint.ts';
import { WebloomError } from '../../domain/system/errors.ts';

const paint = createPaint({}, { wanted: false, isTerminal: false });

it('a remedy is said once, though the message for the log names it too', () => {
  const remedy = 'Bring it back from a backup.';
  const error = new WebloomError('configuration-invalid', `The key is missing. ${remedy}`, {
    facts: { title: 'No key', remedy },
  });
  expect(describeError(error, paint)).toBe(
    '✕ No key\n  The key is missing.\n  → Bring it back from a backup.\n',
  );
});
