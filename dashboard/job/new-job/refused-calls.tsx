// What scripts of the page were kept from asking for, as robots.txt wants: it is not on the page that is shown.
import type { ReactNode } from 'react';
import type { PreviewView } from '../../../api/schemas/preview/preview.ts';
import { refusedCallNotice } from '../../../domain/job/preview/look-findings.ts';
import { Note } from '../../ui/card.tsx';

export function RefusedCalls({ calls }: { readonly calls: PreviewView['refusedCalls'] }): ReactNode {
  const notice = refusedCallNotice(calls);
  if (notice === null) return null;
  return (
    <Note title={notice.what}>
      {notice.calls.join('; ')}. {notice.remedy} In the settings of the job this is “Keep to robots.txt”.
    </Note>
  );
}
