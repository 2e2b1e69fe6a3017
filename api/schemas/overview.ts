// The overview of a workspace: how it is doing, in one answer. Each part may be missing by itself.
import { z } from 'zod';
import { ATTENTION_KINDS, ATTENTION_SUBJECTS } from '../../domain/health/overview/attention.ts';
import { JOB_STATES } from '../../domain/run/job-state.ts';
import { numbersByName } from './by-name.ts';
import { time, timeOrNull } from './paging.ts';
import { INBOX_STATES } from '../../domain/page/inbox.ts';

const SEVERITIES = ['major', 'notable', 'minor'] as const;

const remedy = z.object({
  words: z.string().describe('What to do.'),
  label: z.string().describe('The same in two or three words, for a button.'),
  verb: z
    .enum(['start'])
    .nullable()
    .describe('A verb of the subject that does it (`POST /v1/jobs/{id}/start`); null: it is done elsewhere.'),
});

const attention = z.object({
  kind: z.enum(ATTENTION_KINDS).describe('What is wrong.'),
  severity: z.enum(['critical', 'warning']).describe('critical: nothing or little works until it is over.'),
  subject: z
    .object({
      type: z.enum(ATTENTION_SUBJECTS).describe('What kind of thing it is.'),
      id: z.string().describe('Its id; of a service or a process its role.'),
      name: z.string().describe('Its name, for people.'),
    })
    .describe('What it is about.'),
  text: z.string().describe('What happened, and what it does.'),
  since: timeOrNull.describe('Since when, ISO 8601 in UTC; null: not known.'),
  remedy: remedy.describe('The one thing to do.'),
});

const jobs = z.object({
  total: z.number().describe('Jobs that are not archived.'),
  byState: numbersByName(JOB_STATES, 'Jobs in this state').describe('Jobs in each state.'),
});

const changes = z.object({
  total: z.number().describe('Changes of the last 24 hours, withdrawn ones left out.'),
  unread: z.number().describe('Those among them that nobody has looked at.'),
  bySeverity: numbersByName(SEVERITIES, 'Changes of this severity').describe('How many of each severity.'),
  isCut: z.boolean().describe('There are more than were counted.'),
});

const runs = z.object({
  total: z.number().describe('Runs that ended in the last seven days.'),
  completed: z.number().describe('Those that completed.'),
  failed: z.number().describe('Those that failed.'),
  stopped: z.number().describe('Those that somebody stopped.'),
  share: z
    .number()
    .nullable()
    .describe('Completed ones of those nobody stopped, 0 to 1; null: there were none.'),
});

const latestChange = z.object({
  changeId: z.string().describe('Id of the change.'),
  jobId: z.string().describe('Its job.'),
  jobName: z.string().describe('Name of the job.'),
  url: z.string().describe('Address of the page.'),
  title: z.string().describe('Title of the page.'),
  severity: z.enum(SEVERITIES).describe('How much it matters.'),
  kind: z.string().describe('What kind of change it is.'),
  summary: z.string().describe('What changed, in one sentence.'),
  inbox: z.enum(INBOX_STATES).describe('Whether somebody has looked at it.'),
  at: time.describe('When it was seen, ISO 8601 in UTC.'),
});

const runningRun = z.object({
  runId: z.string().describe('Id of the run.'),
  seq: z.number().describe('Its number within its job.'),
  jobId: z.string().describe('Its job.'),
  jobName: z.string().describe('Name of the job.'),
  state: z.string().describe('State of the run.'),
  startedAt: timeOrNull.describe('When it began.'),
  done: z.number().describe('URLs that have ended.'),
  discovered: z.number().describe('URLs known so far.'),
});

const dueJob = z.object({
  jobId: z.string().describe('Id of the job.'),
  name: z.string().describe('Its name.'),
  at: time.describe('When it is due, ISO 8601 in UTC.'),
  schedule: z.string().describe('Its schedule in short.'),
  pages: z.number().describe('Pages of its last whole run; before the first, the addresses of its source.'),
  host: z.string().nullable().describe('Its first host.'),
});

export const overview = z
  .object({
    at: time.describe('When this was read, ISO 8601 in UTC; it is kept for up to two seconds.'),
    headline: z.string().describe('The state of the workspace in one sentence.'),
    summary: z.string().describe('The numbers under it in another.'),
    jobs: jobs.nullable().describe('Jobs by state.'),
    changes: changes.nullable().describe('Changes of the last 24 hours.'),
    runs: runs.nullable().describe('Runs of the last seven days.'),
    oldestMessage: z
      .object({
        ms: z.number().nullable().describe('Age of the message that waited longest; null: not known.'),
        queue: z.string().nullable().describe('The queue it is in; null: not known.'),
      })
      .nullable()
      .describe('The longest wait in a queue.'),
    attention: z.array(attention).describe('What needs somebody, the gravest first; at most 50.'),
    latestChanges: z.array(latestChange).nullable().describe('The five latest changes.'),
    running: z.array(runningRun).nullable().describe('Runs that go on, the newest first; at most five.'),
    next: z.array(dueJob).nullable().describe('The five jobs that are due next.'),
    throughput: z
      .array(
        z.object({
          minute: time.describe('Begin of the minute, ISO 8601 in UTC.'),
          pages: z.number().describe('Pages that were dealt with in it.'),
        }),
      )
      .nullable()
      .describe('Pages per minute over the last hour, oldest first; the last minute is going on.'),
    faults: z
      .array(
        z.object({
          part: z.string().describe('The part that is null or short.'),
          reason: z.string().describe('Why it could not be read.'),
        }),
      )
      .describe('Parts that could not be read; the others are right.'),
  })
  .meta({ id: 'Overview' });

export type OverviewView = z.infer<typeof overview>;
