// What needs somebody, the gravest first: what happened, since when, and the one remedy.
import { TROUBLE_WORDS } from '../../../domain/job/job-trouble.ts';
import { capital } from '../../../domain/system/capital.ts';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Operators } from '../../ui/field/operators.tsx';
import type { OverviewView } from '../../../api/schemas/overview.ts';
import { type Sign, SignRow } from '../health/sign-row.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useVerb } from '../../verb/use-verb.ts';
import { faultOf } from './use-overview.ts';

type Attention = OverviewView['attention'][number];

const SHOWN = 8;

const LOOKS: Readonly<Record<Attention['kind'], Sign>> = {
  'service-away': { word: 'Away', icon: 'close', tone: 'var(--st-failed)' },
  'store-filling': { word: 'Store', icon: 'warning', tone: 'var(--st-paused)' },
  'disk-low': { word: 'Disk', icon: 'warning', tone: 'var(--st-paused)' },
  'agent-silent': { word: 'Silent', icon: 'close', tone: 'var(--st-failed)' },
  'agent-grown': { word: 'Memory', icon: 'warning', tone: 'var(--st-paused)' },
  'starts-late': { word: 'Late', icon: 'warning', tone: 'var(--st-paused)' },
  'queue-stuck': { word: 'Queue', icon: 'warning', tone: 'var(--st-paused)' },
  'clean-up-late': { word: 'Clean-up', icon: 'warning', tone: 'var(--st-paused)' },
  'network-away': { word: 'Network', icon: 'warning', tone: 'var(--st-paused)' },
  'emergency-stop': { word: 'Stopped', icon: 'pause', tone: 'var(--st-failed)' },
  'health-unknown': { word: 'Not known', icon: 'warning', tone: 'var(--st-paused)' },
  'backup-old': { word: 'Backup', icon: 'warning', tone: 'var(--st-paused)' },
  'job-failed': { word: 'Failed', icon: 'close', tone: 'var(--st-failed)' },
  'nothing-to-watch': {
    word: capital(TROUBLE_WORDS['nothing-to-watch']),
    icon: 'warning',
    tone: 'var(--st-paused)',
  },
  'part-lost': { word: capital(TROUBLE_WORDS['part-lost']), icon: 'warning', tone: 'var(--st-paused)' },
  held: { word: capital(TROUBLE_WORDS.held), icon: 'pause', tone: 'var(--st-paused)' },
  gated: { word: capital(TROUBLE_WORDS.gated), icon: 'pause', tone: 'var(--st-paused)' },
  degraded: { word: capital(TROUBLE_WORDS.degraded), icon: 'warning', tone: 'var(--st-paused)' },
  'field-lost': { word: capital(TROUBLE_WORDS['field-lost']), icon: 'warning', tone: 'var(--st-paused)' },
  'limit-near': { word: 'Near its limit', icon: 'warning', tone: 'var(--st-paused)' },
  'limit-met': { word: 'Limit met', icon: 'pause', tone: 'var(--st-stopping)' },
  'host-failing': { word: 'Host fails', icon: 'pause', tone: 'var(--st-stopping)' },
};

export function AttentionCard({ overview }: { readonly overview: OverviewView }): ReactNode {
  const { attention } = overview;
  const fault = faultOf(overview, 'attention');
  return (
    <Card
      title="Needs attention"
      aside={attention.length > SHOWN ? `the first ${SHOWN} of ${attention.length}` : undefined}
    >
      {fault === null ? null : (
        <p className="mb-2 text-s text-ink-2">Some of it can not be read now: {fault}</p>
      )}
      {attention.length === 0 ? (
        <p className="flex items-center gap-2 py-2 text-ink-2">
          <span className="inline-flex text-running">
            <Icon name="check" />
          </span>
          Nothing needs attention: services, processes, jobs and hosts are well.
        </p>
      ) : (
        <ul>
          {attention.slice(0, SHOWN).map((one) => (
            <Row key={`${one.kind} ${one.subject.id}`} attention={one} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Row({ attention }: { readonly attention: Attention }): ReactNode {
  const { kind, subject, text, since, remedy } = attention;
  return (
    <SignRow
      sign={LOOKS[kind]}
      name={subject.name}
      text={text}
      since={since}
      remedy={remedy.words}
      className="border-line py-3 not-first:border-t first:pt-1 last:pb-0"
    >
      <Remedy attention={attention} />
    </SignRow>
  );
}

function Remedy({ attention }: { readonly attention: Attention }): ReactNode {
  const { subject, remedy } = attention;
  const { mutate, isPending } = useVerb(subject.id);
  if (remedy.verb === null) return <ButtonLink {...placeOf(subject)}>{remedy.label}</ButtonLink>;
  const { verb } = remedy;
  const job = { jobId: subject.id, name: subject.name, state: 'failed' } as const;
  return (
    <span className="flex flex-wrap gap-2">
      <Operators>
        <Button disabled={isPending} onClick={() => mutate({ job, verb })}>
          {remedy.label}
        </Button>
      </Operators>
      <ButtonLink kind="quiet" {...placeOf(subject)}>
        See why
      </ButtonLink>
    </span>
  );
}

function placeOf({ type, id }: Attention['subject']): Pick<LinkProps, 'to' | 'params' | 'search'> {
  switch (type) {
    case 'job':
      return { to: '/jobs/$jobId', params: { jobId: id } };
    case 'host':
      return { to: '/hosts', search: { host: id } };
    case 'agent':
      return { to: '/agents' };
    case 'queue':
      return { to: '/queues' };
    case 'limit':
      return { to: '/settings/$section', params: { section: 'usage' } };
    case 'service':
    case 'disk':
    case 'network':
    case 'backup':
    case 'monitor':
    case 'emergency':
      return { to: '/health' };
  }
}
