// Writes what pages say into a folder: a file for each page and form, and a list of them in `index.ndjson`.
import { appendFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { WebloomError } from '../../domain/system/errors.ts';
import { formText } from './form-text.ts';
import type { ContentsRead } from './read-contents.ts';

const ENDINGS = { markdown: 'md', text: 'txt', links: 'tsv', html: 'html', tables: 'csv' } as const;
/** What the server sent is kept of stored versions alone. */
const EXPORTED_ENDINGS = { ...ENDINGS, served: 'served.html' } as const;
export type WrittenForm = keyof typeof ENDINGS;
export type ExportedForm = keyof typeof EXPORTED_ENDINGS;

const WRITTEN_FORMS = Object.keys(ENDINGS) as readonly WrittenForm[];
/** Names of the forms in which the content of stored versions is written. */
export const EXPORTED_FORMS = Object.keys(EXPORTED_ENDINGS) as readonly ExportedForm[];

/** Throws for a name of none. */
export function parseWrittenForm(text: string): WrittenForm {
  return formNamed(text, WRITTEN_FORMS);
}

/** Throws for a name of none. */
export function parseExportedForm(text: string): ExportedForm {
  return formNamed(text, EXPORTED_FORMS);
}

function formNamed<Form extends string>(text: string, forms: readonly Form[]): Form {
  const form = forms.find((one) => one === text);
  if (form !== undefined) return form;
  throw new WebloomError(
    'validation',
    `"${text}" is no form in which pages are written: name one of ${forms.join(', ')}.`,
  );
}

const INDEX = 'index.ndjson';
const MAX_NAME = 80;
const DIGITS = 4;

export interface ContentsFolder {
  write(read: ContentsRead): Promise<void>;
}

/** Throws where the folder has files: those of two runs would stand side by side. */
export async function openContentsFolder(
  folder: string,
  forms: readonly ExportedForm[],
): Promise<ContentsFolder> {
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new WebloomError('validation', `${folder} is not empty. Name a folder that is new or empty.`);
  await writeFile(join(folder, INDEX), '');
  let written = 0;
  return {
    async write({ line }) {
      written += 1;
      const { url, outcome, reason, title, problem } = line;
      const files: Record<string, string> = {};
      for (const form of forms) {
        const text = await formText(line, form);
        if (text === null) continue;
        const name = `${String(written).padStart(DIGITS, '0')}-${nameOf(url)}.${EXPORTED_ENDINGS[form]}`;
        await writeFile(join(folder, name), text.endsWith('\n') || text === '' ? text : `${text}\n`);
        files[form] = name;
      }
      const row = { url, outcome, reason, title, problem, files };
      await appendFile(join(folder, INDEX), `${JSON.stringify(row)}\n`);
    },
  };
}

/** Of letters and digits that every file system takes: an address of a foreign site must lead nowhere else. */
function nameOf(url: string): string {
  const { hostname, pathname } = new URL(url);
  const words = `${hostname}${pathname}`.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, MAX_NAME).replace(/-$/, '');
}
