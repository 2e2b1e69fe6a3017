// The content of a page as text, in each of the forms that it may have.
import { plain } from '../print-table.ts';
import type { ContentsLine } from './read-contents.ts';

type ContentForms = Pick<ContentsLine, 'markdown' | 'text' | 'links' | 'html' | 'tables' | 'served'>;

/** Null: the page has none in this form. */
export async function formText(forms: ContentForms, form: keyof ContentForms): Promise<string | null> {
  const { links, tables } = forms;
  switch (form) {
    case 'links':
      return links?.map(linkLine).join('\n') ?? null;
    case 'tables':
      return tables === undefined ? null : tablesText(tables);
    default:
      return forms[form] ?? null;
  }
}

function linkLine({ url, text }: NonNullable<ContentForms['links']>[number]): string {
  return text === '' ? url : [url, oneLine(text)].join('\t');
}

/** CSV; an empty line stands between two tables. Most pages are wanted in another form, and do not pay for its library. */
async function tablesText(tables: NonNullable<ContentForms['tables']>): Promise<string> {
  const { csvLines } = await import('../../api/export/csv-text.ts');
  const texts = tables.map(({ header, rows }) => csvLines(header.length === 0 ? rows : [header, ...rows]));
  return texts.join('\n').replaceAll('\r\n', '\n');
}

export function oneLine(text: string): string {
  return plain(text, 10_000).replaceAll('\t', ' ');
}
