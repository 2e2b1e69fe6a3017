// Reads a list of feeds: OPML 1.0 or 2.0. Folders become tags.
import { Parser } from 'htmlparser2';
import { MAX_ENTRIES, MAX_IMPORT_DEPTH } from '../bounds.ts';
import { JobDraft } from '../draft.ts';
import { sourceIds } from '../translate/source-ids.ts';

export function isOpml(text: string): boolean {
  return /^\s*</.test(text) && /<opml\b/i.test(text.slice(0, 65_536));
}

export function readOpml(text: string): JobDraft[] {
  const idOf = sourceIds();
  const drafts: JobDraft[] = [];
  /** Names of the outlines around, innermost last; empty for one that is a feed itself. */
  const folders: string[] = [];
  const parser = new Parser(
    {
      onopentag: (element, attributes) => {
        if (element !== 'outline') return;
        const address = attributes['xmlurl'] ?? attributes['url'] ?? '';
        const name = attributes['title'] || attributes['text'] || '';
        folders.push(address === '' ? name : '');
        if (address === '' || drafts.length > MAX_ENTRIES || folders.length > MAX_IMPORT_DEPTH) return;
        const draft = new JobDraft(idOf(address));
        draft.name = name;
        draft.address(address);
        const categories = (attributes['category'] ?? '').split(',').map((one) => one.replaceAll('/', ' '));
        draft.tag(...folders, ...categories);
        drafts.push(draft);
      },
      onclosetag: (element) => {
        if (element === 'outline') folders.pop();
      },
    },
    { xmlMode: true, lowerCaseTags: true, lowerCaseAttributeNames: true, decodeEntities: true },
  );
  parser.end(text);
  return drafts;
}
