// The identity of a blob folder: made once by whoever opens it first, the same for everyone after.
import { randomUUID } from 'node:crypto';
import { link, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebloomError } from '../../domain/errors.ts';

const FILE = 'store-id';

export async function openStoreId(folder: string): Promise<string> {
  const path = join(folder, FILE);
  const candidate = join(folder, 'tmp', `${FILE}-${randomUUID()}`);
  await writeFile(candidate, `${randomUUID()}\n`);
  try {
    // A link fails where the name exists, so of two processes that start together one wins, with a whole file.
    await link(candidate, path).catch((error: unknown) => {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
    });
    return (await readFile(path, 'utf8')).trim();
  } catch (cause) {
    throw new WebloomError(
      'configuration-invalid',
      `The blob folder ${folder} can not be used: ${String(cause)}`,
      {
        cause,
      },
    );
  } finally {
    await rm(candidate, { force: true });
  }
}
