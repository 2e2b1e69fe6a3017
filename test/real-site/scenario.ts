// What happens to the manual before the third run: seven pages get a new sentence, two pages go (the links to one of
// them as well), one page comes. The choice follows from the site's own order, so that it is the same every time.
import type { Overlay } from './overlay.ts';
import { type Reach, reachablePages } from './reachable.ts';

const ALTERED_COUNT = 7;
const SENTENCE = 'This sentence was added while nobody was looking, and it should be found.';
const NEW_PAGE = '/webloom-added-page.html';
const FIRST_PAGE = '/index.html';
/** A paragraph of plain text, long enough to be prose. */
const PROSE = /<p>([^<>]{80,})<\/p>/;
const MAX_INBOUND = 12;

export interface Expected {
  /** Seven pages with a changed sentence; the first of them also got the link to the new page. */
  readonly changed: readonly string[];
  /** The page that went with all its links, then the page whose links were left. */
  readonly removed: readonly [unlinked: string, dangling: string];
  readonly added: readonly string[];
  /** Pages whose bytes differ because a link was taken out, while their words are the same. */
  readonly relinked: readonly string[];
  /** How many pages can be reached afterwards. */
  readonly reachable: number;
}

interface Site {
  readonly overlay: Overlay;
  read(path: string): string | undefined;
}

function spread<T>(items: readonly T[], count: number): readonly T[] {
  return Array.from(
    { length: count },
    (_, at) => items[Math.floor(((at + 0.5) * items.length) / count)],
  ).flatMap((item) => item ?? []);
}

function withoutPage(site: Site, gone: string): Reach {
  return reachablePages(FIRST_PAGE, (path) => (path === gone ? undefined : site.read(path)));
}

/** A page whose going takes no other page with it, and that only few others mention. */
function chooseRemovable(site: Site, reach: Reach, taken: readonly string[], from: number): string {
  const { pages } = reach;
  for (let step = 0; step < pages.length; step += 1) {
    const path = pages[(from + step) % pages.length] ?? FIRST_PAGE;
    const inbound = reach.linkedFrom.get(path)?.length ?? 0;
    if (path === FIRST_PAGE || taken.includes(path) || inbound < 2 || inbound > MAX_INBOUND) continue;
    if (withoutPage(site, path).pages.length === pages.length - 1) return path;
  }
  throw new Error('the site has no page that could be removed alone');
}

/** Two removed pages side by side would change each other's links. */
function areNeighbours(reach: Reach, one: string, other: string): boolean {
  return (
    (reach.linkedFrom.get(one) ?? []).includes(other) || (reach.linkedFrom.get(other) ?? []).includes(one)
  );
}

function newPage(): string {
  const words = 'A page that did not exist before: it was put into the manual to see whether it is noticed.';
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>An added page</title></head><body><h1>An added page</h1><p>${words}</p><p>It leads <a href="index.html">back to the contents</a>.</p></body></html>`;
}

/** Carries the scenario out on the running site and says what the next run has to report. */
export function applyScenario(site: Site): Expected {
  const reach = reachablePages(FIRST_PAGE, (path) => site.read(path));
  const prose = reach.pages.filter((path) => path !== FIRST_PAGE && PROSE.test(site.read(path) ?? ''));
  const changed = spread(prose, ALTERED_COUNT);
  const third = Math.floor(reach.pages.length / 3);
  const unlinked = chooseRemovable(site, reach, changed, third);
  const near = reach.pages.filter((path) => areNeighbours(reach, unlinked, path));
  const dangling = chooseRemovable(site, reach, [...changed, unlinked, ...near], 2 * third);

  const [first = FIRST_PAGE] = changed;
  for (const path of changed) {
    site.overlay.alter(path, (body) =>
      body.replace(PROSE, (_, text: string) => `<p>${text} ${SENTENCE}</p>`),
    );
  }
  const touched = site.overlay.remove(unlinked, 'unlink');
  site.overlay.remove(dangling, 'keep');
  site.overlay.add(NEW_PAGE, newPage(), { path: first, words: 'See also the added page' });
  return {
    changed,
    removed: [unlinked, dangling],
    added: [NEW_PAGE],
    relinked: touched.filter((path) => !changed.includes(path)),
    reachable: reachablePages(FIRST_PAGE, (path) => site.read(path)).pages.length,
  };
}
