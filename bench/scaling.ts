// What the scaling policy does with a year of each load: processes used against the fewest that keep up, the longest wait, and
// how often it changes its mind. Pure and the same for the same seed.
// Usage: tsx bench/scaling.ts [--days 365] [--seed 1] [--picture docs/pictures/scaling.svg]
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DEFAULT_RANGES } from '../domain/health/scaling/scaling-numbers.ts';
import { printRows } from './measure/print-rows.ts';
import { scalingPlot } from './measure/scaling-plot.ts';
import { loadShapes } from './measure/scaling-shapes.ts';
import { simulate } from './measure/scaling-world.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '365' },
    seed: { type: 'string', default: '1' },
    picture: { type: 'string' },
  },
});
const days = Number(values.days);
const range = DEFAULT_RANGES.scraper;
const results = loadShapes(Number(values.seed)).map((shape) => ({
  shape,
  outcome: simulate(shape, range, days),
}));

printRows(
  [
    'load',
    'what comes',
    'most',
    'process hours a day',
    'fewest possible',
    'longest wait, s',
    'late, % of time',
    'changes a day',
    'taken back',
  ],
  results.map(({ shape, outcome }) => [
    shape.name,
    shape.words,
    outcome.most,
    outcome.processHours / days,
    outcome.idealHours / days,
    outcome.longestWaitMs / 1_000,
    outcome.lateShare * 100,
    outcome.changes / days,
    outcome.reversals / days,
  ]),
);
if (values.picture !== undefined) {
  const rows = results.map(({ shape: { name, words }, outcome: { drawn } }) => ({
    title: `${name}: ${words}`,
    drawn,
  }));
  writeFileSync(values.picture, scalingPlot(rows, range.ceiling));
}
