// What differs between the pictures of two versions, found in the browser beside the page.
import { useQuery } from '@tanstack/react-query';
import type { PictureComparison } from '../../domain/change/picture/compare-pictures.ts';

export interface PicturesToCompare {
  readonly before: ImageBitmap;
  readonly after: ImageBitmap;
}

export interface ComparedPictures extends Pick<PictureComparison, 'regions'> {
  /** `1 region changed, 0.4 % of the picture: 210 × 48 px at 40, 610` */
  readonly words: string;
}

/** A screen that waits for longer shows the pictures without marks. */
const MAX_MS = 20_000;

/** Addresses of two pictures. */
export function useComparedPictures(before: string, after: string) {
  return useQuery({
    queryKey: ['pictures', before, after],
    queryFn: async ({ signal }) => {
      const pair = await Promise.all([read(before, signal), read(after, signal)]);
      return compare({ before: pair[0], after: pair[1] });
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

async function read(address: string, signal: AbortSignal): Promise<ImageBitmap> {
  const answer = await fetch(address, { signal });
  if (!answer.ok) throw new Error('A picture is no longer kept.');
  return createImageBitmap(await answer.blob());
}

function compare(pair: PicturesToCompare): Promise<ComparedPictures> {
  const worker = new Worker(new URL('./picture-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<ComparedPictures>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<ComparedPictures>) => resolve(data));
    worker.addEventListener('error', () => reject(new Error('The pictures could not be compared.')));
    setTimeout(() => reject(new Error('Comparing the pictures takes too long.')), MAX_MS);
    worker.postMessage(pair, [pair.before, pair.after]);
  }).finally(() => worker.terminate());
}
