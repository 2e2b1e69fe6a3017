import { expect, test } from 'vitest';
import { countOf } from '../../../../dashboard/job/tag-settings/effect-count.ts';
import { inputOf, keyOf, NEW_TAG, textFault } from '../../../../dashboard/job/tag-settings/tag-draft.ts';

test('a text that is no object is told, and what is one is sent', () => {
  expect(textFault('[1]')).toBe('Write one JSON object.');
  expect(textFault('{')).toContain('This is no JSON yet');
  expect(textFault(NEW_TAG.text)).toBeUndefined();
  expect(inputOf({ tag: 'sale', text: '{"tolerance": 0.1}', priority: '3' })).toEqual({
    settings: { tolerance: 0.1 },
    priority: 3,
  });
});

test('another text is another draft, blanks around the tag are none', () => {
  const draft = { ...NEW_TAG, tag: 'sale' };
  expect(keyOf({ ...draft, tag: ' sale ' })).toBe(keyOf(draft));
  expect(keyOf({ ...draft, text: '{}' })).not.toBe(keyOf(draft));
});

test('one sentence says what would become of the jobs', () => {
  const effect = { dryRun: true, changed: 1, same: 2, refused: 0, left: 0 };
  expect(countOf(effect)).toBe('1 job would change, 2 as they were.');
  expect(countOf({ ...effect, dryRun: false, changed: 2, refused: 3, left: 4 })).toBe(
    '2 jobs changed, 2 as they were, 3 do not fit and keep what they have, 4 follow.',
  );
});
