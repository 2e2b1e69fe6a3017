// Whether what a job will store fits into the embedded store, told when the job is made or changed: afterwards it is late.
import type { JobNotice } from '../config/notices.ts';
import { DEFAULT_MAX_PAGES, type JobConfig } from '../config/schema.ts';
import { counted } from '../system/counted.ts';
import { addressesOf } from '../config/source-addresses.ts';
import { type RoomLeft, type StoreRoom, describeRoom, roomLeft, roomRemedy } from './store-room.ts';

interface SizedJob {
  readonly config: Pick<JobConfig, 'source' | 'limits'>;
  /** Pages that it has already; 0 before its first run. */
  readonly pages: number;
}

interface Size {
  readonly pages: number;
  readonly pointer: string;
  readonly words: string;
}

/** `room`: null where another database is. */
export function roomNotices(room: StoreRoom | null, job: SizedJob): JobNotice[] {
  if (room === null) return [];
  const left = roomLeft(room);
  const size = sizeOf(job.config);
  const comes = size === null ? 0 : size.pages - job.pages;
  if (size !== null && comes > left.pagesLeft) return [doesNotFit(size, left)];
  const remedy = roomRemedy(left);
  if (remedy === null) return [];
  return [{ code: 'store-filling', pointer: '/config', detail: describeRoom(left), remedy }];
}

function doesNotFit({ words, pointer }: Size, left: RoomLeft): JobNotice {
  const fits = `and the embedded store has room for about ${counted(left.pagesLeft, 'more page')}`;
  const [fewer, move] = [
    pointer === LIMIT ? 'Lower limits.maxPages (--max-pages)' : 'Give it fewer pages',
    roomRemedy({ level: left.level === 'ample' ? 'half' : left.level }),
  ];
  return {
    code: 'store-short',
    pointer,
    detail: `${words}, ${fits}. Beyond that nothing is stored.`,
    remedy: `${fewer}, or move first. ${move ?? ''}`,
  };
}

const LIMIT = '/config/limits/maxPages';

/**
 * Known of a list, bounded of a crawl by whoever made the job. Null: nobody bounded it, and most sites have far fewer pages than a
 * run may take; what feeds and listings name are a few.
 */
function sizeOf({ source, limits }: SizedJob['config']): Size | null {
  switch (source.kind) {
    case 'pages': {
      const pages = Math.min(addressesOf(source).length, limits.maxPages);
      return { pages, pointer: '/config/source', words: `The job has ${counted(pages, 'page')}` };
    }
    case 'site':
    case 'sitemap': {
      const pages = limits.maxPages;
      if (pages === DEFAULT_MAX_PAGES) return null;
      return { pages, pointer: LIMIT, words: `The job may take up to ${counted(pages, 'page')}` };
    }
    case 'feed':
    case 'listing':
      return null;
  }
}
