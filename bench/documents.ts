// How much of real PDF documents is read: the words of each beside those of pdftotext (poppler-utils), and the CPU it costs.
// Usage: node dist/bench/documents.js FILE.pdf … (Debian: apt-get download bash-doc gnuplot-doc libtasn1-doc developers-reference-ja)
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readPdf } from '../adapters/pdf/read-pdf.ts';
import { textOfBlock } from '../domain/reading/content/document/document-text.ts';

const MAX_OUTPUT_BYTES = 256 * 1024 * 1024;

/** A letter of a script without spaces counts as a word: nothing else tells where one ends. */
const WORD =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]|(?:(?![\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}])[\p{L}\p{N}])+/gu;

function wordsOf(text: string): string[] {
  return text.normalize('NFKC').match(WORD) ?? [];
}

/** Twice the words in common, by all words of both. */
function agreement(ours: readonly string[], theirs: readonly string[]): number {
  const left = new Map<string, number>();
  for (const word of theirs) left.set(word, (left.get(word) ?? 0) + 1);
  let common = 0;
  for (const word of ours) {
    const count = left.get(word) ?? 0;
    if (count > 0) common += 1;
    left.set(word, count - 1);
  }
  return (2 * common) / Math.max(1, ours.length + theirs.length);
}

for (const file of process.argv.slice(2)) {
  const before = process.cpuUsage();
  const { sections } = await readPdf(readFileSync(file));
  const { user } = process.cpuUsage(before);
  const ours = wordsOf(sections.flatMap(({ blocks }) => blocks.map(textOfBlock)).join('\n'));
  const theirs = wordsOf(
    execFileSync('pdftotext', [file, '-'], { encoding: 'utf8', maxBuffer: MAX_OUTPUT_BYTES }),
  );
  const blocks = sections.reduce((sum, section) => sum + section.blocks.length, 0);
  console.log(
    `${basename(file)}: ${sections.length} pages, ${blocks} lines, ${ours.length} of ${theirs.length} words, F1 ${agreement(ours, theirs).toFixed(4)}, ${Math.round(user / 1_000)} ms of CPU`,
  );
}
