import { expect, test } from 'vitest';
import { loadShapes } from '../../bench/measure/scaling-shapes.ts';
import { scalingPlot } from '../../bench/measure/scaling-plot.ts';
import { type Outcome, simulate } from '../../bench/measure/scaling-world.ts';
import { DEFAULT_RANGES } from '../../domain/health/scaling/scaling-numbers.ts';

const DAYS = 2;
const RANGE = DEFAULT_RANGES.scraper;
const outcomes = new Map(loadShapes(1).map((shape) => [shape.name, simulate(shape, RANGE, DAYS)]));

function of(name: string): Outcome {
  const outcome = outcomes.get(name);
  if (outcome === undefined) throw new Error(`no load is called ${name}`);
  return outcome;
}

test.each([...outcomes.keys()])('%s: pages that hosts allow wait for half a minute at most', (name) => {
  expect(of(name).longestWaitMs).toBeLessThanOrEqual(30_000);
  expect(of(name).lateShare).toBeLessThanOrEqual(0.01);
});

test('hosts that answer slowly or not at all bring no more scrapers', () => {
  expect(of('slow sites').most).toBeLessThanOrEqual(2);
  expect(of('stuck sites').most).toBe(1);
});

test('one that dies is replaced and not doubled', () => {
  expect(of('dead worker').most).toBe(2);
});

test('a load that goes up and down every few minutes moves the number three times an hour at most', () => {
  expect(of('oscillation').changes / (DAYS * 24)).toBeLessThanOrEqual(3);
});

test('a steady day needs at most a quarter more than the fewest that keep up', () => {
  expect(of('days').processHours / of('days').idealHours).toBeLessThanOrEqual(1.25);
});

test('the picture has a row for each load', () => {
  const picture = scalingPlot(
    [...outcomes].map(([title, { drawn }]) => ({ title, drawn })),
    RANGE.ceiling,
  );
  expect(picture.match(/stroke-width="1.5"/g)).toHaveLength(outcomes.size);
  expect(picture).not.toContain('NaN');
});
