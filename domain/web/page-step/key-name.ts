// The names of keys that a step may press, as the DOM standard names them.

const NAMED = new Set([
  'Enter',
  'Tab',
  'Escape',
  'Backspace',
  'Delete',
  'Insert',
  'Home',
  'End',
  'PageUp',
  'PageDown',
  'ArrowUp',
  'ArrowDown',
  'ArrowLeft',
  'ArrowRight',
  'Space',
]);
const MODIFIERS = new Set(['Control', 'Shift', 'Alt', 'Meta']);

/** `Enter`, `a`, `F5`, `Shift+Tab`; a plus sign alone is a key as well. */
export function isKeyName(text: string): boolean {
  if (text === '+') return true;
  const parts = text.split('+');
  const key = parts.pop() ?? '';
  const isKey = NAMED.has(key) || /^F(?:[1-9]|1[0-2])$/.test(key) || /^[\x21-\x7e\xa1-\xff]$/.test(key);
  return isKey && parts.length <= MODIFIERS.size && parts.every((one) => MODIFIERS.has(one));
}
