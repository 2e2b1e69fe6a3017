// The calendar of the coming day: what is due when, on which hosts, and where runs wait for each other.
import { planDayInSlices } from '../../domain/job/plan/day-plan.ts';
import { workspaceOf } from '../http/caller.ts';
import { inSlices } from '../http/in-slices.ts';
import type { ApiServer } from '../http/server-type.ts';
import type { ApiPorts } from '../ports.ts';
import { readDelays, readPlans } from '../query/schedule-day.ts';
import { scheduleDay, scheduleQuery } from '../schemas/schedule-day.ts';
import { toScheduleDay } from '../views/schedule-view.ts';
import { HOUR_MS } from '../../domain/system/duration.ts';

export function registerSchedules(app: ApiServer, ports: ApiPorts): void {
  app.get(
    '/v1/schedules',
    { schema: { tags: ['schedules'], querystring: scheduleQuery, response: { 200: scheduleDay } } },
    async (request) => {
      const { hours, zone } = request.query;
      const from = request.query.from === undefined ? ports.clock.now() : new Date(request.query.from);
      const { jobs, isCut } = await readPlans(ports, workspaceOf(request));
      const delayMsOf = await readDelays(ports, jobs);
      const plan = await inSlices(planDayInSlices({ jobs, from, hours, zone, delayMsOf }));
      const until = new Date(from.getTime() + hours * HOUR_MS);
      return toScheduleDay({ plan, jobs, from, until, zone, isCut });
    },
  );
}
