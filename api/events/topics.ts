// Which events a stream wants: by prefix of the type, by job, by run. Within one of these kinds one match is
// enough; every kind that is asked for has to match.
import type { EventMessage } from '../../domain/run/dispatch/message.ts';

export type TopicTest = (event: EventMessage) => boolean;

/** `text` has the form that the route's schema demands. */
export function parseTopics(text: string | undefined): TopicTest {
  const topics = text === undefined ? [] : text.split(',');
  const jobs = idsOf(topics, 'job:');
  const runs = idsOf(topics, 'run:');
  const types = topics.filter((topic) => !topic.includes(':'));
  return ({ type, jobId, runId }) =>
    (types.length === 0 || types.some((prefix) => isBelow(type, prefix))) &&
    (jobs.length + runs.length === 0 ||
      (jobId !== undefined && jobs.includes(jobId)) ||
      (runId !== undefined && runs.includes(runId)));
}

function idsOf(topics: readonly string[], kind: string): string[] {
  return topics.filter((topic) => topic.startsWith(kind)).map((topic) => topic.slice(kind.length));
}

/** `run` and `run.` contain run.state; `ru` does not. */
function isBelow(type: string, prefix: string): boolean {
  return type === prefix || type.startsWith(prefix.endsWith('.') ? prefix : `${prefix}.`);
}
