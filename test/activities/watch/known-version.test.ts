// Jobs that know the versions told last, over several looks through the real stages.
import { describe, expect, it } from 'vitest';
import { textLooks } from '../../support/text-looks.ts';
import { createWatchCourse, watch } from '../../support/watch-course.ts';

type Changes = Parameters<typeof watch>[0];

const among = (comparedVersions: number): Changes => ({ comparedVersions });

describe('a page that goes back to a version told before', () => {
  it.each<[string, Changes, string, string]>([
    ['is told, where nobody asks', {}, 'open | shut | open | shut', '.xxx'],
    ['to and fro', among(2), 'open | shut | open | shut | open', '.x...'],
    ['to and fro, then to something new', among(2), 'open | shut | open | gone', '.x.x'],
    ['one of three, with room for two', among(2), 'open | shut | gone | open', '.xxx'],
    ['one of three, with room for three', among(3), 'open | shut | gone | open | shut', '.xx..'],
    ['with a line more', among(3), 'open | shut | open, wet', '.xx'],
    ['with white space', among(2), 'open  door | shut | open door', '.x.'],
    [
      'while a text holds changes back',
      { ...among(2), blockWhilePresent: ['in work'] },
      'open | shut | open, in work | open',
      '.x..',
    ],
    ['where small changes are kept quiet', { ...among(2), minSeverity: 'major' }, 'oak | ash | oak', '...'],
    [
      'but for a version that was kept quiet itself',
      { ...among(3), only: ['added'] },
      'oak, ash | oak | oak, elm | oak',
      '..x.',
    ],
    ['by a number', among(2), 'seats 10 | seats 12 | seats 10 | seats 14', '.x.x'],
    ['whatever counts as noise', { ...among(2), noise: 'none' }, 'at 08:15 | at 09:45 | at 08:15', '.x.'],
  ])('is known: %s', async (_what, changes, looks, expected) => {
    const { told, said } = await watch(changes, textLooks(looks), 'text/plain; charset=utf-8');
    expect(told, said).toBe(expected);
  });

  it('says which version it is like', async () => {
    const { seen } = await watch(among(2), textLooks('open | shut | open'), 'text/plain; charset=utf-8');
    expect(seen[2]?.row).toMatchObject({ outcome: 'stored', step: 'known-version' });
    expect(seen[2]?.said).toMatch(/again as its version of \d{4}-\d\d-\d\d was, which was told before/);
  });

  it('is known but for what differs by itself', async () => {
    const page = (state: string, clock: string): string =>
      `<!doctype html><html lang="en"><title>Quay</title><h1>The quay</h1><p>The ferry is ${state} today, says the harbour master.</p><p>Updated at ${clock}</p></html>`;
    const { told, said } = await watch(among(2), [
      page('going', '08:15'),
      page('held in port', '09:45'),
      page('going', '10:20'),
      page('held in port', '11:05'),
    ]);
    expect(told, said).toBe('.x..');
  });

  it('keeps no move of the stock quiet, which is told by the rules of prices', async () => {
    const page = (stock: string, price = '49.00'): string =>
      `<!doctype html><html lang="en"><title>Lamp</title><script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', '@type': 'Product', name: 'Lamp', offers: { '@type': 'Offer', price, priceCurrency: 'EUR', availability: `https://schema.org/${stock}` } })}</script><h1>Lamp</h1><p>A lamp of brass and of oak, made by hand in a small town by the sea.</p></html>`;
    const looks = [page('InStock'), page('OutOfStock'), page('InStock'), page('PreOrder')];
    const { told, said } = await watch(among(2), looks);
    expect(told, said).toBe('.xxx');
  });

  it('begins with the stored version where the rule is set later', async () => {
    const course = await createWatchCourse({}, 'text/plain; charset=utf-8');
    const [open = '', shut = ''] = textLooks('open | shut');
    await course.look(open);
    const { jobs } = course.scene.stores;
    const job = await jobs.get('watched');
    if (job === null) throw new Error('the job is gone');
    const changes = { ...job.config.changes, comparedVersions: 2 };
    await jobs.configure('watched', job.version, { config: { ...job.config, changes } });
    const told = [await course.look(shut), await course.look(open), await course.look(shut)];
    expect(told.map((look) => look.told)).toEqual([true, false, false]);
  });

  it('is told again once its text is gone', async () => {
    const course = await createWatchCourse(among(2), 'text/plain; charset=utf-8');
    const [open = '', shut = '', wet = ''] = textLooks('open at 08:15 | shut | open at 08:16');
    await course.look(open);
    await course.look(shut);
    const { stores, ports } = course.scene;
    const snapshots = await stores.history.snapshots({ jobId: 'watched', limit: 10 });
    const first = snapshots.find(({ v }) => v === 1);
    await ports.blobs.delete([first?.blocksKey ?? '']);
    expect((await course.look(wet)).told).toBe(true);
  });
});
