// For cases in which white space is no difference: a text, or a line, that was seen with other spaces is taken as it was
// first seen.
import type { ComparedPage } from '../../../domain/change/compare-input.ts';
import type { TextBlock } from '../../../domain/reading/page/parsed-page.ts';

export function withKnownSpacing(versions: readonly ComparedPage[]): ComparedPage[] {
  const lines = new Map<string, string>();
  const texts = new Map<string, readonly TextBlock[]>();
  return versions.map((version) => {
    const spelled = version.blocks.map(({ path, text }) => ({
      path,
      text: firstSeen(lines, withoutSpace(text), text),
    }));
    const whole = withoutSpace(spelled.map(({ text }) => text).join(''));
    const blocks = firstSeen(texts, whole, spelled);
    return { ...version, blocks, textHash: blocks.map(({ text }) => text).join('\n') };
  });
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}

function firstSeen<T>(seen: Map<string, T>, key: string, value: T): T {
  const known = seen.get(key) ?? value;
  seen.set(key, known);
  return known;
}
