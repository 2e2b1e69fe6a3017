// A job in a list beside the calendar: its name, and what is to be said of it.
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CutText } from '../../ui/cut-text.tsx';

interface JobItemProps {
  readonly jobId: string;
  readonly name: string;
  readonly children: ReactNode;
}

export function JobItem({ jobId, name, children }: JobItemProps): ReactNode {
  return (
    <li className="flex items-center gap-3 py-1">
      <Link to="/jobs/$jobId" params={{ jobId }} className="min-w-0 flex-1 hover:text-accent hover:underline">
        <CutText text={name} />
      </Link>
      {children}
    </li>
  );
}
