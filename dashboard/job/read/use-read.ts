// One page now: asked for when its form is sent, and again when the form asks for another form of its content.
import { useMutation } from '@tanstack/react-query';
import type { ScrapedPageView } from '../../../api/schemas/preview/scrape.ts';
import { ask } from '../../api/ask.ts';

export type ReadForm = 'markdown' | 'text' | 'links' | 'tables' | 'product' | 'article' | 'picture';

export const READ_FORMS: readonly (readonly [ReadForm, string])[] = [
  ['markdown', 'Markdown'],
  ['text', 'Text, a line a block'],
  ['links', 'Links'],
  ['tables', 'Tables'],
  ['product', 'Product and price'],
  ['article', 'Article'],
  ['picture', 'Picture'],
];

export interface WantedRead {
  readonly url: string;
  readonly as: ReadForm;
  /** With menus, banners and the foot of the page. */
  readonly whole: boolean;
}

export interface ReadPage {
  readonly page: ScrapedPageView;
  readonly as: ReadForm;
}

/** A browser may have to open it. */
const DEADLINE_MS = 95_000;

export function useRead() {
  return useMutation({
    mutationFn: async ({ url, as, whole }: WantedRead): Promise<ReadPage> => ({
      page: await ask('/v1/scrape', {
        method: 'POST',
        body: { url, as: [as], whole },
        deadlineMs: DEADLINE_MS,
      }),
      as,
    }),
  });
}
