// Copies a text that stands on the page, too.
import type { ReactNode } from 'react';
import { Button } from './button.tsx';
import { tell } from './toast.tsx';

interface CopyButtonProps {
  readonly words: string;
  readonly text: () => string;
  /** Where it can be copied by hand. */
  readonly byHand: string;
}

export function CopyButton({ words, text, byHand }: CopyButtonProps): ReactNode {
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      tell('Copied.');
    } catch {
      tell(`The browser does not let this page copy. ${byHand}`, { tone: 'refused' });
    }
  };
  return (
    <Button kind="quiet" onClick={() => void copy()}>
      {words}
    </Button>
  );
}
