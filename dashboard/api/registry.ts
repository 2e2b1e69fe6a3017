// Every keyboard command of the dashboard. What is registered here is what the keys do, what the sheet behind
// `?` lists and what the command palette offers; there is no other list.
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { useMay } from './caller.ts';

export interface Command {
  /** One key (`/`, `?`, `ArrowLeft`), two in a row (`g j`), or with Control or Command (`mod+k`); null: in the palette alone. */
  readonly keys: string | null;
  readonly label: string;
  /** The heading it stands under: Everywhere, Go to, or the name of a screen. */
  readonly group: string;
  readonly run: () => void;
  /** Changes something: viewers do not have it. */
  readonly changes?: boolean;
}

const SEQUENCE_MS = 1_200;
let registered: readonly Command[] = [];
const listeners = new Set<() => void>();
let begun: { readonly key: string; readonly at: number } | null = null;

function change(next: readonly Command[]): void {
  registered = next;
  for (const listener of listeners) listener();
}

/** Registers commands while the component is shown; those of the screen come before those that hold everywhere. */
export function useCommands(all: readonly Command[]): void {
  const mayChange = useMay('operator');
  const commands = all.filter(({ changes = false }) => mayChange || !changes);
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const names = commands.map(({ keys, label, group }) => `${keys ?? ''}|${label}|${group}`).join('\n');
  useEffect(() => {
    const own = latest.current.map((command, index) => ({
      ...command,
      run: () => latest.current[index]?.run(),
    }));
    change([...own, ...registered]);
    return () => change(registered.filter((command) => !own.includes(command)));
  }, [names]);
}

export function useRegisteredCommands(): readonly Command[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}

/** Where keys are text: letters are left to the field. */
function isWriting(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

/** Whether a dialog or a menu is open, which has its own keys. */
function isCovered(): boolean {
  return (
    document.querySelector(
      '[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"][data-popover]',
    ) !== null
  );
}

function nameOf({ key, ctrlKey, metaKey }: KeyboardEvent): string {
  return ctrlKey || metaKey ? `mod+${key.toLowerCase()}` : key;
}

export function handleKey(event: KeyboardEvent): void {
  const name = nameOf(event);
  const held = name.startsWith('mod+');
  if (event.defaultPrevented || event.altKey || (!held && isWriting(event.target)) || isCovered()) return;
  const first = begun !== null && event.timeStamp - begun.at < SEQUENCE_MS ? begun.key : null;
  begun = null;
  const pair = first === null ? null : registered.find(({ keys }) => keys === `${first} ${name}`);
  const found = pair ?? registered.find(({ keys }) => keys === name);
  if (found !== undefined && found !== null) {
    event.preventDefault();
    found.run();
    return;
  }
  if (registered.some(({ keys }) => keys?.startsWith(`${name} `) === true))
    begun = { key: name, at: event.timeStamp };
}
