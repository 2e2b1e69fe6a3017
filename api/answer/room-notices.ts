// Tells when the pages of a job do not fit into the embedded store, or it is filling up anyway.
import type { JobNotice } from '../../domain/config/notices.ts';
import { roomNotices } from '../../domain/health/job-room.ts';
import { withinDeadline } from '../http/deadline.ts';
import type { ApiPorts } from '../ports.ts';

const READ_MS = 1_000;

/** A notice is worth no failed request: a store that does not tell says nothing. */
export async function readRoom(
  { storeRoom }: Pick<ApiPorts, 'storeRoom'>,
  job: Parameters<typeof roomNotices>[1],
): Promise<JobNotice[]> {
  const room = await withinDeadline('The store', storeRoom(), READ_MS).catch(() => null);
  return roomNotices(room, job);
}
