// Steps as the plot takes them: a step that begins where another ends, gaps, several series over one time.
import { expect, test } from 'vitest';
import { toColumns } from '../../../../dashboard/ui/chart/step-data.ts';

const step = (from: number, to: number, value: number) => ({ from, to, value });

test('a step hides the end of the one before, and the line ends with the last', () => {
  const { moments, values } = toColumns([{ name: 'a', steps: [step(0, 5, 1), step(5, 9, 2)] }]);
  expect(moments).toEqual([0, 1, 5, 6, 9, 10].filter((moment) => moment !== 1));
  expect(values[0]).toEqual([1, 2, 2, 2, null]);
});

test('between two steps that do not touch there is nothing', () => {
  const { moments, values } = toColumns([{ name: 'a', steps: [step(0, 3, 1), step(7, 9, 2)] }]);
  const at = (moment: number) => values[0]?.[moments.indexOf(moment)];
  expect([at(3), at(4), at(7), at(10)]).toEqual([1, null, 2, null]);
});

test('several series stand over the same moments', () => {
  const { moments, values } = toColumns([
    { name: 'a', steps: [step(0, 9, 1)] },
    { name: 'b', steps: [step(4, 6, 2)] },
  ]);
  expect(values.every((row) => row.length === moments.length)).toBe(true);
  expect(values[1]?.[moments.indexOf(0)]).toBeNull();
  expect(values[0]?.[moments.indexOf(4)]).toBe(1);
});
