// Keeps the picture of a page that was asked for now.
import { writeFile } from 'node:fs/promises';
import type { ScrapedPageView } from '../../api/client/client.ts';
import type { CliContext } from '../context.ts';
import { plain } from '../print-table.ts';

/** False: there is none, which is said. */
export async function savePicture(
  { api, err, paint, interrupted }: CliContext,
  { picture, pictureFault }: ScrapedPageView,
  file: string,
): Promise<boolean> {
  if (picture === null || picture === undefined) {
    const why = pictureFault === undefined ? '' : `: ${plain(pictureFault, 300)}`;
    err(`${paint.yellow('!')} No picture was taken${why}.\n`);
    return false;
  }
  const answer = await api.previewPicture(picture.url, interrupted);
  const pieces: Uint8Array[] = [];
  for await (const piece of answer.body ?? []) pieces.push(piece);
  await writeFile(file, Buffer.concat(pieces));
  return true;
}
