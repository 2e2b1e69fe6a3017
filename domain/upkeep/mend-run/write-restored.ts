// Writes what a roll-back, or its undo, makes of a page: by compare-and-set, with the order of the run that mends, so that
// a write which was decided before loses.
import type { RestoredPage } from '../../page/rollback-store.ts';
import type { Page } from '../../page/page.ts';
import type { PageOptionalField } from '../../page/page-store.ts';
import type { MendPorts } from './mend-ports.ts';
import { OUTRUN, type Outrun, keepsChanging, untilWritten } from '../../system/until-written.ts';

const FIELDS: readonly (PageOptionalField & keyof RestoredPage)[] = [
  'baseline',
  'price',
  'lowestMinor',
  'priceRules',
  'pendingChange',
  'lastChangedAt',
  'removedAt',
];

interface Restoring {
  readonly pageId: string;
  readonly part: RestoredPage;
  readonly order: number;
  /** What the page loses beside what `part` lacks. */
  readonly unset?: readonly PageOptionalField[];
}

/** False: a later run has written the page, which stays as it is. */
export async function writeRestored(
  { pages }: Pick<MendPorts, 'pages'>,
  { pageId, part, order, unset = [] }: Restoring,
): Promise<boolean> {
  const attempt = async (): Promise<boolean | Outrun> => {
    const page = (await pages.getMany([pageId])).get(pageId);
    // An equal order is this write, done by an attempt before.
    if (page === undefined || page.order >= order) return page?.order === order;
    return (await write(pages, page, { part, order, unset })) || OUTRUN;
  };
  return untilWritten(attempt, () => keepsChanging(`The page ${pageId}`, { pageId }));
}

async function write(
  pages: MendPorts['pages'],
  page: Page,
  { part, order, unset }: Required<Omit<Restoring, 'pageId'>>,
): Promise<boolean> {
  const gone = FIELDS.filter((name) => part[name] === undefined && page[name] !== undefined);
  const lost = await pages.write([
    { id: page._id, expectedV: page.v, order, set: part, unset: [...gone, ...unset] },
  ]);
  return lost.length === 0;
}
