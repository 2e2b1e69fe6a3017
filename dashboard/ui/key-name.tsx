// A key as it is drawn on a keyboard.
import type { ReactNode } from 'react';

const NAMES: Readonly<Record<string, string>> = {
  ArrowLeft: '←',
  ArrowRight: '→',
  ArrowUp: '↑',
  ArrowDown: '↓',
  Escape: 'esc',
  Enter: 'enter',
};

function isApple(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

export function KeyName({ keys }: { readonly keys: string }): ReactNode {
  return keys.split(/[ +]/).map((key, index) => (
    <kbd
      key={`${key}-${index}`}
      className="ml-1 rounded-[4px] border border-b-2 border-line-strong px-[5px] font-mono text-[11px] font-medium text-ink-3"
    >
      {key === 'mod' ? (isApple() ? '⌘' : 'ctrl') : (NAMES[key] ?? key)}
    </kbd>
  ));
}
