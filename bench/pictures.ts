// Pictures of pages: twenty changes and twenty noises by the real browser, what Webloom and other ways tell of them, how many rectangles
// are those a person would draw, and what it costs; then the same for long pages. `npx tsx bench/pictures.ts`
import { comparePictures } from '../domain/change/picture/compare-pictures.ts';
import { learnNoise } from '../domain/change/picture/learn-noise.ts';
import { compareShots, optionsOf, rightRegions } from '../test/gauntlet/picture/score.ts';
import { longScenes, noises, TRUTHS } from '../test/gauntlet/picture/scenes.ts';
import { openPhotographer, type Photographer, type Shots } from '../test/gauntlet/picture/take-pictures.ts';
import { describeMachine } from './measure/machine.ts';
import { printRows, title } from './measure/print-rows.ts';
import { PEERS, PIXELMATCH } from './pictures/peers.ts';

/** Rounds of a measurement; the first ones let the machine compile what it runs. */
const ROUNDS = { warm: 1, counted: 4 };
/** Those that take seconds. */
const ONCE = { warm: 0, counted: 1 };

async function shotsOf(photographer: Photographer, scenes: readonly Shots['scene'][]): Promise<Shots[]> {
  const shots: Shots[] = [];
  for (const scene of scenes) shots.push(await photographer.take(scene));
  return shots;
}

/** Milliseconds of CPU, the least of some rounds: what else the machine does only adds. */
function cpuMs(run: () => unknown, { warm, counted } = ROUNDS): number {
  let least = Infinity;
  for (let round = 0; round < warm + counted; round += 1) {
    const began = process.cpuUsage();
    run();
    const { user, system } = process.cpuUsage(began);
    if (round >= warm) least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}

interface Row {
  readonly way: string;
  readonly isChanged: (shots: Shots) => boolean;
}

function isEqualSize({ before, after }: Shots): boolean {
  return before.width === after.width && before.height === after.height;
}

function printScore(truths: readonly Shots[], alarms: readonly Shots[]): void {
  const regions = truths.map((shots) => rightRegions(shots, compareShots(shots)));
  const right = regions.reduce((sum, one) => sum + one.right, 0);
  const marked = regions.reduce((sum, one) => sum + one.of, 0);
  const sized = [...truths, ...alarms].filter(isEqualSize);
  const costs = new Map([
    ['Webloom', cpuMs(() => sized.map(({ before, after }) => comparePictures(before, after)))],
  ]);
  for (const peer of PEERS)
    costs.set(
      peer.name,
      cpuMs(
        () => sized.map(({ before, after }) => peer.isChanged(before, after)),
        peer === PIXELMATCH ? ROUNDS : ONCE,
      ),
    );
  const rows: Row[] = [
    { way: 'Webloom', isChanged: (shots) => !compareShots(shots).same },
    ...PEERS.map(({ name, isChanged }) => ({
      way: name,
      isChanged: ({ before, after }: Shots) => isChanged(before, after),
    })),
  ];
  title(`${truths.length} changes and ${alarms.length} noises`);
  printRows(
    ['', 'changes told', 'false alarms', 'rectangles right', `CPU ms, ${sized.length} pairs of equal size`],
    rows.map(({ way, isChanged }) => [
      way,
      truths.filter(isChanged).length,
      alarms.filter(isChanged).length,
      way === 'Webloom' ? `${right} of ${marked}` : '–',
      Math.round(costs.get(way) ?? 0),
    ]),
  );
  const told = alarms.filter((shots) => !compareShots(shots).same).map(({ scene }) => scene.name);
  const missed = truths.filter((shots) => compareShots(shots).same).map(({ scene }) => scene.name);
  console.log(`\nmissed: ${missed.join(', ') || 'none'}; false alarms: ${told.join(', ') || 'none'}`);
  const learning = alarms.filter(({ second }) => second !== undefined);
  const cost = cpuMs(() => learning.map((shots) => learnNoise(shots.before, shots.second ?? shots.before)));
  console.log(`noise learned from ${learning.length} pairs of looks: ${Math.round(cost)} ms`);
}

function printLong(long: readonly Shots[]): void {
  title('Long pages');
  printRows(
    ['', 'size', 'Webloom, ms', 'regions', 'pixelmatch, ms'],
    long.map((shots) => {
      const { before, after, scene } = shots;
      const result = comparePictures(before, after, optionsOf(shots));
      return [
        scene.name,
        `${before.width} × ${before.height}`,
        cpuMs(() => comparePictures(before, after)).toFixed(1),
        result.regions.length,
        isEqualSize(shots) ? cpuMs(() => PIXELMATCH.isChanged(before, after)).toFixed(1) : '–',
      ];
    }),
  );
}

const photographer = await openPhotographer();
try {
  console.log(describeMachine());
  const truths = await shotsOf(photographer, TRUTHS);
  printScore(truths, await shotsOf(photographer, noises(photographer.compressed)));
  printLong(await shotsOf(photographer, longScenes()));
} finally {
  await photographer.close();
}
