import { expect, test } from 'vitest';
import { describeDifferences } from '../../../cli/job/describe-difference.ts';
import { createPaint } from '../../../cli/paint.ts';

const PAINT = createPaint({}, { wanted: false, isTerminal: false });

test('lists say what came and what went, each once', () => {
  const [before, after] = [
    ['a', 'b'],
    ['b', 'c', 'c'],
  ];
  expect(describeDifferences(PAINT, [{ member: 'urls', before, after }])).toBe(
    '  urls\n    - "a"\n    + "c"\n',
  );
});

test('the value of a secret header is not repeated', () => {
  const before = [{ name: 'Accept', value: 'text/html' }];
  const after = [{ name: 'Authorization', value: 'Bearer opensesame', secret: true }];
  const told = describeDifferences(PAINT, [{ member: 'headers', before, after }]);
  expect(told).toContain('- {"name":"Accept","value":"text/html"}');
  expect(told).toContain('+ {"name":"Authorization","value":"•••","secret":true}');
});

test('another value of the same secret header is told as one', () => {
  const [before, after] = ['old', 'new'].map((value) => [{ name: 'X-Key', value, secret: true }]);
  const told = describeDifferences(PAINT, [{ member: 'headers', before, after }]);
  expect(told.match(/•••/g)).toHaveLength(2);
});
