// The text that is selected in the difference, and the place of its line in the page.
import { useEffect, useState } from 'react';
import type { UnwantedText } from './ignore-panel.tsx';

const MAX_TEXT = 500;

export function useSelectedText(): UnwantedText | null {
  const [selected, setSelected] = useState<UnwantedText | null>(null);
  useEffect(() => {
    const look = (): void => setSelected(readSelection());
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, []);
  return selected;
}

function readSelection(): UnwantedText | null {
  const selection = document.getSelection();
  const text = selection?.toString().replaceAll(/\s+/g, ' ').trim() ?? '';
  const node = selection?.anchorNode ?? null;
  const element = node instanceof Element ? node : (node?.parentElement ?? null);
  const line = element?.closest<HTMLElement>('[data-path]') ?? null;
  if (text === '' || line === null || line.closest('[data-diff]') === null) return null;
  const path = line.dataset['path'];
  return { text: text.slice(0, MAX_TEXT), ...(path === undefined || path === '' ? {} : { path }) };
}
