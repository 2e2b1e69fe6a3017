// How a page stands when a step fails, in words: what somebody needs to correct the step without opening the page.
import { clip } from '../../../domain/system/clip.ts';
import { inTime } from '../in-time.ts';
import { runInPage } from '../isolated-world.ts';
import type { StepScene } from './step-scene.ts';
import { OUTLINE_SCRIPT } from './step-script.ts';

const MAX_OUTLINE_CHARACTERS = 1_000;
/** A page that does not answer by then gives no control back. */
const OUTLINE_MS = 2_000;

/** Null: the page does not answer. */
export async function pageOutline({ session, frameId }: StepScene): Promise<string | null> {
  let given: unknown;
  const asked = runInPage(session, frameId, OUTLINE_SCRIPT).then((value) => {
    given = value;
  });
  if ((await inTime(asked, OUTLINE_MS)) === 'late') return null;
  return clip(outlineWords(given), MAX_OUTLINE_CHARACTERS);
}

function outlineWords(given: unknown): string {
  const { title, url, headings, buttons, fields } = membersOf(given);
  const lists = { headings, buttons, fields };
  const listed = Object.entries(lists).flatMap(([name, names]) =>
    Array.isArray(names) && names.length > 0 ? [`${name}: ${names.map(String).join(' · ')}`] : [],
  );
  const named = typeof title === 'string' && title !== '' ? `“${title}”` : 'without a title';
  const where = typeof url === 'string' ? `${named}, ${url}` : 'just being replaced by another one';
  return [`The page then: ${where}`, ...listed].join('; ');
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
