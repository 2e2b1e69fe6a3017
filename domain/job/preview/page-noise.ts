// Texts of a page that known noise explains: clocks, counters, tokens. They would not be told when they change.
import { NOISE_RULES } from '../../change/noise/noise-rule.ts';
import { foldText, noiseAlone } from '../../change/noise/noise.ts';
import type { TextBlock } from '../../reading/page/parsed-page.ts';

export interface NoisyText {
  readonly text: string;
  /** The rule that knows it. */
  readonly rule: string;
  /** The whole text is noise; otherwise a part of it. */
  readonly whole: boolean;
}

const MAX_TEXT = 600;

export function pageNoise(blocks: readonly TextBlock[], most: number): NoisyText[] {
  const found: NoisyText[] = [];
  for (const { text } of blocks) {
    if (found.length >= most) break;
    if (text.length > MAX_TEXT) continue;
    const alone = noiseAlone(text);
    if (alone !== null) found.push({ text, rule: alone, whole: true });
    else {
      const folded = foldText(text);
      const rule = NOISE_RULES.find(({ blank }) => blank(folded) !== folded);
      if (rule !== undefined) found.push({ text, rule: rule.name, whole: false });
    }
  }
  return found;
}
