// Reads bookmarks as browsers export them (HTML of Netscape's form). Folders become tags.
import { Parser } from 'htmlparser2';
import { MAX_ENTRIES } from '../bounds.ts';
import { JobDraft } from '../draft.ts';
import { sourceIds } from '../translate/source-ids.ts';

export function isBookmarks(text: string): boolean {
  const head = text.slice(0, 4_096);
  return (
    /<!DOCTYPE\s+NETSCAPE-Bookmark-file/i.test(head) || /<dl>\s*(?:<p>)?\s*<dt>\s*<(?:a|h3)\b/i.test(head)
  );
}

export function readBookmarks(text: string): JobDraft[] {
  const idOf = sourceIds();
  const drafts: JobDraft[] = [];
  const folders: string[] = [];
  let heading = '';
  /** What its text is added to. */
  let open: JobDraft | 'heading' | null = null;
  const parser = new Parser({
    onopentag: (element, attributes) => {
      if (element === 'dl') folders.push(heading);
      else if (element === 'h3') [open, heading] = ['heading', ''];
      else if (element === 'a' && drafts.length <= MAX_ENTRIES) {
        const address = attributes['href'] ?? '';
        open = new JobDraft(idOf(address));
        open.address(address);
        open.tag(...folders, ...(attributes['tags'] ?? '').split(','));
        drafts.push(open);
      }
    },
    ontext: (piece) => {
      if (open === 'heading') heading += piece;
      else if (open !== null) open.name += piece;
    },
    onclosetag: (element) => {
      if (element === 'a' || element === 'h3') open = null;
      if (element !== 'dl') return;
      folders.pop();
      heading = '';
    },
  });
  parser.end(text);
  return drafts;
}
