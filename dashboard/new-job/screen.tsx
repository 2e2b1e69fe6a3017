// This screen is being built.
import type { ReactNode } from 'react';
import { PageHead } from '../ui/page-head.tsx';

export function Screen(): ReactNode {
  return <PageHead title="new-job" />;
}
