// What the cards of the overview share: the link at the right of a heading, and words for a part that could not be read.
import { Link, type LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { faultOf } from './use-overview.ts';

export function CardLink(props: Pick<LinkProps, 'to' | 'search'> & { readonly children: string }): ReactNode {
  return <Link {...props} className="inline-block py-0.5 font-[540] text-accent hover:underline" />;
}

export function Missing({
  overview,
  part,
}: {
  readonly overview: OverviewView;
  readonly part: keyof OverviewView;
}): ReactNode {
  return (
    <p className="py-2 text-ink-2">
      This can not be read now: {faultOf(overview, part) ?? 'the reason is not known.'} The rest of the screen
      is right.
    </p>
  );
}
