// The loads of the scaling simulation, each repeated for as long as asked: what a year brings, from quiet days to broken hosts.
import type { Shape, Weather } from './scaling-world.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/system/duration.ts';

/** A usual answer: 48 requests at a time make 60 pages a second and scraper. */
const USUAL_MS = 800;

export function loadShapes(seed: number): readonly Shape[] {
  const usual = (perSecond: number): Weather => ({ perSecond, answerMs: USUAL_MS });
  return [
    {
      name: 'days',
      words: 'a wave over each day, 5 to 200 pages/s, with noise',
      weather: (at) => {
        const wave = (1 - Math.cos((2 * Math.PI * (at % DAY_MS)) / DAY_MS)) / 2;
        return usual((5 + 195 * wave) * (0.85 + 0.3 * noise(seed, at)));
      },
      drawn: [DAY_MS, 2 * DAY_MS],
    },
    {
      name: 'step',
      words: '10 pages/s, for twelve hours 180',
      weather: (at) => usual(at % DAY_MS < DAY_MS / 2 ? 10 : 180),
      drawn: [DAY_MS + 11.8 * HOUR_MS, DAY_MS + 12.4 * HOUR_MS],
    },
    {
      name: 'spike',
      words: 'five minutes of 300 pages/s, ten times a day at any time',
      weather: (at) =>
        usual(noise(seed, Math.floor(at / (5 * MINUTE_MS)) * 5 * MINUTE_MS) < 10 / 288 ? 300 : 15),
      drawn: [0, 12 * HOUR_MS],
    },
    {
      name: 'slow sites',
      words: 'every third hour all hosts answer after 8 s',
      weather: (at) => ({
        perSecond: 40,
        answerMs: at % (3 * HOUR_MS) < HOUR_MS && at > HOUR_MS ? 8_000 : USUAL_MS,
      }),
      drawn: [2.5 * HOUR_MS, 5 * HOUR_MS],
    },
    {
      name: 'stuck sites',
      words:
        'every third hour a fifth of the hosts hangs for 30 s, until their circuits open after five minutes',
      weather: (at) => {
        const into = at % (3 * HOUR_MS);
        const hangs = into < 5 * MINUTE_MS && at > HOUR_MS;
        return {
          perSecond: hangs || into > HOUR_MS ? 40 : 32,
          answerMs: USUAL_MS,
          hangingShare: hangs ? 0.2 : 0,
        };
      },
      drawn: [2.5 * HOUR_MS, 5 * HOUR_MS],
    },
    {
      name: 'dead worker',
      words: 'twice an hour one of two scrapers at 58 % dies, back after 4 s, each tenth time after 45 s',
      weather: (at) => {
        const dies = at % (30 * MINUTE_MS) === 0;
        const deathMs = noise(seed, at) < 0.1 ? 45_000 : 4_000;
        return { ...usual(70), ...(dies ? { deathMs } : {}) };
      },
      drawn: [3 * HOUR_MS, 6 * HOUR_MS],
    },
    {
      name: 'oscillation',
      words: '10 and 150 pages/s in turn, two minutes each',
      weather: (at) => usual(at % (4 * MINUTE_MS) < 2 * MINUTE_MS ? 10 : 150),
      drawn: [0, 1.5 * HOUR_MS],
    },
  ];
}

/** 0 to 1, the same for the same time. */
function noise(seed: number, at: number): number {
  let x = (Math.imul(Math.floor(at / 1_000) + 1, 0x9e3779b1) ^ Math.imul(seed, 0x85ebca6b)) >>> 0;
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return ((x ^ (x >>> 15)) >>> 0) / 4_294_967_296;
}
