// What differs in the frames of a host's pages, as one line for all of them: "the menu of example.org changed: + Blog,
// + Careers; on 212 pages".
import { isFrameBlock, plainPath } from '../../reading/html/place-mark.ts';
import { counted } from '../../system/counted.ts';
import { type SignedBlock, signsOf } from './difference-sign.ts';

export interface FramedPage {
  readonly url: string;
  readonly blocks: readonly SignedBlock[];
}

interface FrameRoom {
  /** On how many it differs; null: nobody says. */
  readonly pages: number | null;
  /** Characters of what differs; 0: only where it differs. */
  readonly most: number;
}

/** Says it in as much room as there is. */
export function frameLine(changes: readonly FramedPage[], host: string): (room: FrameRoom) => string {
  const shared = sharedBlocks(changes);
  const main = shared.filter((one) => one.pages * 2 >= (shared[0]?.pages ?? 0)).map(({ block }) => block);
  const subject = `${partsOf(main)} of ${host} changed`;
  return ({ pages, most }) => {
    const place = pages === null ? '' : `on ${counted(pages, 'page')}`;
    if (most === 0 || shared.length === 0) return place === '' ? subject : `${subject} ${place}`;
    const signs = signsOf(main, most);
    const others = main.length < shared.length && !signs.endsWith(' more') ? ' and more' : '';
    return `${subject}: ${signs}${others}${place === '' ? '' : `; ${place}`}`;
  };
}

interface SharedBlock {
  readonly block: SignedBlock;
  readonly pages: number;
}

/** Each difference once: those of the most pages first, and as the first page has them. */
function sharedBlocks(changes: readonly FramedPage[]): SharedBlock[] {
  const counts = new Map<string, SharedBlock>();
  for (const { blocks } of changes) {
    const own = new Map(framed(blocks).map((block) => [keyOf(block), block]));
    for (const [key, block] of own) {
      const known = counts.get(key);
      if (known === undefined) counts.set(key, { block, pages: 1 });
      else counts.set(key, { block: known.block, pages: known.pages + 1 });
    }
  }
  return [...counts.values()].toSorted((a, b) => b.pages - a.pages);
}

/** The API tells the paths of blocks without the mark of the frame. */
function framed(blocks: readonly SignedBlock[]): readonly SignedBlock[] {
  const marked = blocks.filter(isFrameBlock);
  return marked.length === 0 ? blocks : marked;
}

function keyOf({ op, before = '', after = '' }: SignedBlock): string {
  return JSON.stringify([op, before, after]);
}

/** A menu in a footer is of the footer. */
const PARTS = [
  ['the footer', /(?:^|\/)(?:footer\b|[a-z]+#[\w-]*foot)/i],
  ['the side column', /(?:^|\/)(?:aside\b|[a-z]+#[\w-]*(?:side|aside))/i],
  ['the menu', /(?:^|\/)(?:nav\b|menu\b|[a-z]+#[\w-]*(?:nav|menu))/i],
  ['the header', /(?:^|\/)(?:header\b|[a-z]+#[\w-]*(?:header|masthead))/i],
] as const;
const MAX_PARTS = 2;

function partsOf(blocks: readonly SignedBlock[]): string {
  const found = blocks.map(({ path }) => PARTS.find(([, tags]) => tags.test(plainPath(path)))?.[0]);
  const names = new Set(found);
  const known = [...names].filter((name) => name !== undefined);
  return known.length === names.size && known.length > 0 && known.length <= MAX_PARTS
    ? known.join(' and ')
    : 'the frame';
}
