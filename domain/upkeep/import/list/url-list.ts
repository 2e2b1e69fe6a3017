// Reads a list of addresses, one a line, with tags behind: `https://shop.example/ tools, sale`.
import { MAX_ENTRIES } from '../bounds.ts';
import { JobDraft } from '../draft.ts';
import { sourceIds } from '../translate/source-ids.ts';

const ADDRESS = /^(?:source:)?(?:https?:\/\/|www\.)\S+/i;
const UUID = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/;

/** At least one line is an address, and at most half of them are something else. */
export function isUrlList(text: string): boolean {
  const lines = linesOf(text).slice(0, 1_000);
  const addresses = lines.filter((line) => ADDRESS.test(line)).length;
  return addresses > 0 && addresses * 2 >= lines.length;
}

function linesOf(text: string): string[] {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
}

export function readUrlList(text: string): JobDraft[] {
  const idOf = sourceIds();
  return linesOf(text)
    .slice(0, MAX_ENTRIES + 1)
    .map((line) => {
      const [, address = line, behind = ''] = /^(\S+)\s*(.*)$/s.exec(line) ?? [];
      const [, isSource, url = ''] = /^(source:)?(.*)$/s.exec(address) ?? [];
      const draft = new JobDraft(idOf(address));
      draft.address(url);
      if (isSource !== undefined) draft.changes['compare'] = 'source';
      const tags = behind.replaceAll(/[[\]'"]/g, '').split(',');
      draft.tag(...tags.filter((tag) => !UUID.test(tag.trim())));
      return draft;
    });
}
