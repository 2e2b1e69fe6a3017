import { expect, test } from 'vitest';
import { problemWords } from '../../../dashboard/api/problem-words.ts';
import { ApiProblem, faultAt, otherFaults } from '../../../dashboard/api/problem.ts';

const refused = new ApiProblem('validation', {
  title: 'The request is not valid',
  status: 422,
  detail: 'The request has 2 faults: /name: Give a name. /settings/headers/0/value: Leave out line breaks.',
  requestId: 'req-7',
  errors: [
    { pointer: '/name', detail: 'Give a name.' },
    { pointer: '/settings/headers/0/value', detail: 'Leave out line breaks.' },
  ],
});

test('what is wrong with a field is said at the field, in words', () => {
  expect(faultAt(refused, '/name')).toBe('Give a name.');
  expect(faultAt(refused, '/settings/headers')).toBe('Leave out line breaks.');
  expect(faultAt(refused, '/settings/url')).toBeUndefined();
  expect(faultAt(refused, '/nam')).toBeUndefined();
  expect(faultAt(new Error('no'), '/name')).toBeUndefined();
});

test('a form says no pointer and no id of a request where fields are wrong', () => {
  const title = 'It can not be saved as it is';
  expect(problemWords(refused)).toEqual({
    title,
    lines: ['Give a name.', 'Leave out line breaks.'],
    requestId: null,
  });
  expect(problemWords(refused, ['/name']).lines).toEqual(['Leave out line breaks.']);
  expect(problemWords(refused, ['/name', '/settings']).lines).toEqual([
    'What is wrong is said at its field.',
  ]);
  expect(otherFaults(refused, ['/settings']).map(({ pointer }) => pointer)).toEqual(['/name']);
});

test('the id of a request is told where the operator has to look for it, and only there', () => {
  const body = { title: 'Something broke', detail: 'It is in the log.', requestId: 'req-8' };
  expect(problemWords(new ApiProblem('internal', { ...body, status: 500 })).requestId).toBe('req-8');
  expect(problemWords(new ApiProblem('conflict', { ...body, status: 409 })).requestId).toBeNull();
  expect(problemWords(new Error('broken'))).toMatchObject({ title: 'This screen failed', lines: ['broken'] });
});
