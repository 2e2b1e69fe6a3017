// How a page stands when a step fails, in words: what somebody needs to correct the step without opening the page.
import { clip } from '../../../domain/system/clip.ts';
import { hideSecrets } from '../../../domain/web/page-step/hidden-secrets.ts';
import { inTime } from '../in-time.ts';
import { runInPage } from '../isolated-world.ts';
import type { StepScene } from './step-scene.ts';
import { OUTLINE_SCRIPT } from './step-script.ts';

const MAX_OUTLINE_CHARACTERS = 1_000;
const MAX_NAME_CHARACTERS = 60;
/** A page that does not answer by then gives no control back; on a busy machine a page that does takes seconds. */
const OUTLINE_MS = 8_000;

/** Null: the page does not answer. `secrets`: what it may show and must not be told. */
export async function pageOutline(
  { session, frameId }: StepScene,
  secrets: readonly string[],
): Promise<string | null> {
  let given: unknown;
  const asked = runInPage(session, frameId, OUTLINE_SCRIPT).then((value) => {
    given = value;
  });
  if ((await inTime(asked, OUTLINE_MS)) === 'late') return null;
  return clip(outlineWords(given, secrets), MAX_OUTLINE_CHARACTERS);
}

function outlineWords(given: unknown, secrets: readonly string[]): string {
  const nameOf = (text: string): string => clip(hideSecrets(text, secrets), MAX_NAME_CHARACTERS);
  const { title, url, headings, buttons, fields } = membersOf(given);
  const lists = { headings, buttons, fields };
  const listed = Object.entries(lists).flatMap(([name, names]) =>
    Array.isArray(names) && names.length > 0 ? [`${name}: ${names.map(String).map(nameOf).join(' · ')}`] : [],
  );
  const named = typeof title === 'string' && title !== '' ? `“${nameOf(title)}”` : 'without a title';
  const where =
    typeof url === 'string' ? `${named}, ${hideSecrets(url, secrets)}` : 'just being replaced by another one';
  return [`The page then: ${where}`, ...listed].join('; ');
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
