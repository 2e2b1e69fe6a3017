// Text of any length in a narrow place: one line that is cut, with the whole of it in its title; two lines on a phone,
// which shows no titles.
import type { ReactNode } from 'react';

interface CutTextProps {
  readonly text: string;
  readonly className?: string;
}

export function CutText({ text, className = '' }: CutTextProps): ReactNode {
  return (
    <span dir="auto" title={text} className={`cut ${className}`}>
      {text}
    </span>
  );
}
