// What a language model is shown of a change: the lines that came and went under their headings, and no more than fits. Addresses are
// cut before their query, so that no token in one goes along.
import { clip } from '../../system/clip.ts';
import type { Change } from '../../page/page.ts';
import { byStrength } from '../../change/words/block-order.ts';
import { cleanLine } from '../../reading/html/clean-line.ts';

const MAX_LINES = 40;
const MAX_LINE = 300;
/** Of all lines together: some 2,000 tokens. */
const MAX_SENT = 6_000;
const MAX_TITLE = 200;

export interface DifferenceText {
  readonly title: string;
  /** With `+`, `-` or `@` in front, as in a diff. */
  readonly lines: readonly string[];
  /** There are more. */
  readonly cut: boolean;
}

type Told = Pick<Change, 'title' | 'detail'>;

/** Null: nothing of it is text. */
export function differenceText({ title, detail }: Told): DifferenceText | null {
  const told = byStrength(detail.blocks.filter(({ rule }) => rule === undefined));
  const all = [
    ...detail.fields.flatMap(({ name, before, after }) => [
      ...side('-', before, `${cleanLine(name)}: `),
      ...side('+', after, `${cleanLine(name)}: `),
    ]),
    ...told.flatMap(({ under, before, after }) => {
      const sides = [...side('-', before), ...side('+', after)];
      return sides.length === 0 ? [] : [...side('@', under), ...sides];
    }),
  ];
  if (all.length === 0) return null;
  const lines: string[] = [];
  let characters = 0;
  for (const line of all) {
    characters += line.length;
    if (lines.length >= MAX_LINES || characters > MAX_SENT) break;
    lines.push(line);
  }
  return { title: clip(sendable(title), MAX_TITLE), lines, cut: lines.length < all.length };
}

function side(sign: string, text: string | null | undefined, name = ''): string[] {
  const line = clip(sendable(text ?? ''), MAX_LINE);
  return line === '' ? [] : [`${sign} ${name}${line}`];
}

const USER = /(\b[a-z][a-z0-9+.-]*:\/\/)[^\s/?#@]*@/gi;
const QUERY = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s?#]*)[?#]\S*/gi;
/** A target of a link within its site. */
const PATH_QUERY = /((?:^|[\s("'])\/[^\s?#]*)[?#]\S*/g;

function sendable(text: string): string {
  return cleanLine(text.replaceAll(USER, '$1').replaceAll(QUERY, '$1').replaceAll(PATH_QUERY, '$1'));
}
