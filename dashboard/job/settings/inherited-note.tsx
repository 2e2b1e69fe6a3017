// What a job has by its tags: beside the field of the member, and all of it in one card.
import { Link } from '@tanstack/react-router';
import { type ReactNode, createContext, useContext } from 'react';
import type { JobView } from '../../../api/schemas/job/job.ts';
import { valueOf } from '../../../domain/config/tag-settings/config-members.ts';
import { Card } from '../../ui/card.tsx';

type Provenance = JobView['provenance'];

/** Of the job whose fields stand within. */
export const Inherited = createContext<Provenance>([]);

export function InheritedNote({ pointer }: { readonly pointer: string | undefined }): ReactNode {
  const origin = tagAt(useContext(Inherited), pointer);
  return origin === null ? null : (
    <p className="text-s text-ink-2">
      <FromTag tag={origin} />
    </p>
  );
}

/** The tag whose settings say what stands at the pointer; null: none. */
function tagAt(provenance: Provenance, pointer: string | undefined): string | null {
  if (pointer === undefined) return null;
  const at = `${pointer}/`;
  return provenance.find(({ member }) => at.startsWith(`/config/${member.replace('.', '/')}/`))?.tag ?? null;
}

function FromTag({ tag }: { readonly tag: string }): ReactNode {
  return (
    <>
      From{' '}
      <Link to="/settings/$section" params={{ section: 'tags' }} className="text-accent underline">
        tag {tag}
      </Link>
    </>
  );
}

export function InheritedCard({ job: { provenance, config } }: { readonly job: JobView }): ReactNode {
  const inherited = provenance.flatMap(({ member, tag }) => (tag === null ? [] : [{ member, tag }]));
  if (inherited.length === 0) return null;
  return (
    <div className="mb-4">
      <Card title="Set by tags">
        <p className="mb-2 text-s text-ink-2">What you change here becomes the job's own.</p>
        <ul className="grid gap-1">
          {inherited.map(({ member, tag }) => (
            <li key={member} className="text-s break-words" dir="auto">
              <code className="font-mono">{member}</code>{' '}
              {JSON.stringify(valueOf(config, member)).slice(0, 200)}{' '}
              <span className="text-ink-2">
                <FromTag tag={tag} />
              </span>
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}
