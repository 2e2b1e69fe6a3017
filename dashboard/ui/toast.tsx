// Short messages at the foot of the screen: what was done, with its undo, or why it was refused.
import { type ReactNode, useSyncExternalStore } from 'react';
import { Button, IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { given } from '../../domain/system/given.ts';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly tone: 'done' | 'refused';
  readonly undo?: () => void;
}

const SHOWN_MS = 8_000;
const MOST = 3;
let toasts: readonly Toast[] = [];
let number = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** A refusal stays until it is closed; a message of success goes by itself. */
export function tell(text: string, options: { tone?: Toast['tone']; undo?: () => void } = {}): void {
  number += 1;
  const { tone = 'done', undo } = options;
  const toast: Toast = { id: number, text, tone, ...given({ undo }) };
  set([...toasts.slice(1 - MOST), toast]);
  if (tone === 'done') setTimeout(() => dismiss(toast.id), SHOWN_MS);
}

function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id));
}

export function Toasts(): ReactNode {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <div
      aria-live="polite"
      className="fixed inset-x-3 bottom-20 z-40 grid justify-items-center gap-2 desk:bottom-4"
    >
      {shown.map(({ id, text, tone, undo }) => (
        <div
          key={id}
          className="flex max-w-[68ch] items-center gap-3 rounded-card border border-line-strong bg-sheet py-1.5 pr-1.5 pl-3.5 shadow-card"
        >
          <span className={tone === 'refused' ? 'text-failed' : 'text-completed'}>
            <Icon name={tone === 'refused' ? 'warning' : 'check'} />
          </span>
          <span className="min-w-0">{text}</span>
          {undo === undefined ? null : (
            <Button
              kind="quiet"
              onClick={() => {
                dismiss(id);
                undo();
              }}
            >
              Undo
            </Button>
          )}
          <IconButton label="Close this message" onClick={() => dismiss(id)}>
            <Icon name="close" />
          </IconButton>
        </div>
      ))}
    </div>
  );
}
