import { expect, test } from 'vitest';
import { addedSentence } from '../../../../domain/change/words/added-sentence.ts';
import { summarise } from '../../../../domain/change/words/summary.ts';

const BASE = 'The shop is open from nine to six. The kettles are made of copper.';

test.each([
  ['before it', `We are closed on Monday. ${BASE}`, 'We are closed on Monday.', 1],
  ['before it, with the same first word', `The door is new. ${BASE}`, 'The door is new.', 1],
  ['behind it', `${BASE} Ask for a lid!`, 'Ask for a lid!', 1],
  ['behind it, without a full stop', `${BASE} Ask for a lid`, 'Ask for a lid', 1],
  [
    'between two others',
    'The shop is open from nine to six. It is closed on Monday. The kettles are made of copper.',
    'It is closed on Monday.',
    1,
  ],
  ['two of them', `Hello there. We are closed today. ${BASE}`, 'Hello there. We are closed today.', 2],
])('a sentence put %s is found', (_, after, text, count) => {
  expect(addedSentence(BASE, after)).toEqual({ text, count });
  expect(addedSentence(after, BASE)).toBeNull();
});

test.each([
  ['The kettle costs € 13.', 'The kettle costs € 18.'],
  ['Open from nine to six.', 'Open from nine to six, but not on Monday.'],
  ['Copper kettle', 'Large copper kettle'],
  ['', 'We are closed on Monday.'],
  ['It costs 3.', 'It costs 3.5 euros a day.'],
])('%j that became %j is another text', (before, after) => {
  expect(addedSentence(before, after)).toBeNull();
});

test('a paragraph that grew or shrank by a sentence is told by the sentence', () => {
  const path = 'body/main/p';
  const after = `We are closed on Monday. ${BASE}`;
  expect(summarise([{ op: 'replaced', path, under: 'Hours', before: BASE, after }], [], null)).toBe(
    'Sentence added under Hours: “We are closed on Monday.”',
  );
  expect(summarise([{ op: 'replaced', path, before: after, after: BASE }], [], null)).toBe(
    'Sentence removed: “We are closed on Monday.”',
  );
  const two = `${BASE} Ask us. We are glad to help.`;
  expect(summarise([{ op: 'replaced', path, before: BASE, after: two }], [], null)).toBe(
    '2 sentences added: “Ask us. We are glad to help.”',
  );
});
