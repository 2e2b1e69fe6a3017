// docs/runbook.md on a real stack: each command of each incident is run, in its order, while the part is broken where that can
// be done; the sign shows by itself, and after the remedy all is well.
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { BREAKS, type Break } from '../support/runbook/breaks.ts';
import { FIRST_COMMANDS, INCIDENTS } from '../support/runbook/incidents.ts';
import { type RunbookScene, openRunbookScene } from '../support/runbook/scene.ts';

const SIGN_MS = 60_000;

let scene: RunbookScene;

beforeAll(async () => {
  scene = await openRunbookScene(inject('services'));
  const { pages, receiver } = scene;
  await scene.run(`webloom add ${pages.startUrl} --site --name tent --start`);
  await scene.run(`webloom channels add webhook Ops --url http://${receiver.host}/hook`);
});

afterAll(() => scene?.close());

async function isWell(): Promise<boolean> {
  const { state } = await scene.stack.api.health().catch(() => ({ state: 'down' }));
  return state === 'ok' || state === 'degraded';
}

/** Where somebody looks who does not know yet what is wrong. */
async function expectSigns({ sign, overview, figures }: Break, check: readonly string[]): Promise<void> {
  await eventually(async () => sign.test(await scene.runAll(check)), SIGN_MS);
  const { apiUrl } = scene.stack.webloom;
  const says = async (path: string): Promise<string> => (await fetch(`${apiUrl}${path}`)).text();
  if (overview !== undefined)
    await eventually(async () => overview.test(await says('/v1/overview')), SIGN_MS);
  if (figures !== undefined) await eventually(async () => figures.test(await says('/metrics')), SIGN_MS);
}

describe.each(INCIDENTS)('$title', ({ title, check, remedy, healed }) => {
  it('is found, mended and seen to have healed by the commands of its section', async () => {
    expect(check.length).toBeGreaterThan(0);
    const broken = BREAKS[title];
    const mend = (await broken?.by(scene)) ?? null;
    if (broken === undefined || mend === null) await scene.runAll(check);
    else await expectSigns(broken, check);
    await scene.runAll(remedy);
    await mend?.();
    await eventually(isWell, 60_000);
    await scene.runAll(healed);
    if (mend !== null) await eventually(async () => (await broken?.isWell?.(scene)) ?? true, 90_000);
  });
});

it('the incidents that are broken here are in the runbook', () => {
  const titles = INCIDENTS.map(({ title }) => title);
  expect(Object.keys(BREAKS).filter((title) => !titles.includes(title))).toEqual([]);
  expect(INCIDENTS.length).toBeGreaterThan(15);
});

it('the first pages of the runbook, stop and read-only, do what they say', async () => {
  expect(FIRST_COMMANDS.length).toBeGreaterThan(4);
  for (const line of FIRST_COMMANDS) expect((await scene.run(line)).code, line).toBe(0);
  expect((await scene.stack.api.emergency()).standing).toEqual([]);
});
