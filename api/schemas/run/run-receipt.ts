// What a run cost: requests, bytes, waiting and processor time, by stage and by host.
import { z } from 'zod';
import { STAGES } from '../../../domain/run/chunk.ts';
import { ANSWER_CLASSES } from '../../../domain/run/report/host-cost.ts';
import { numbersByName } from '../by-name.ts';
import { links } from '../paging.ts';

const requests = z
  .number()
  .describe('Requests for pages; robots.txt, sitemaps and feeds are not among them.');
const wireBytes = z.number().describe('Bytes of the answers as they came over the wire.');

const hostCost = z.object({
  host: z
    .string()
    .describe('Host and port, of the address that was visited: redirects to others count here too.'),
  requests,
  wireBytes,
  waitMs: z.number().describe('Time its visits waited for its pace, summed over them, ms.'),
  meanMs: z.number().nullable().describe('How long an answer took on average, ms; null: there was none.'),
  answers: numbersByName(ANSWER_CLASSES, 'Visits with such an answer').describe(
    'Visits by the class of their last answer; none: there was none, or its status is not told.',
  ),
});

export const runReceipt = z
  .object({
    runId: z.string().describe('Id of the run.'),
    final: z.boolean().describe('False: the run goes on, and chunks that are not stored yet will be added.'),
    chunks: z.number().describe('Chunks that are stored: the receipt is their sum.'),
    requests,
    wireBytes,
    waitMs: z.number().describe("Time its visits waited for the hosts' pace, summed over them, ms."),
    cpuMs: z.number().describe('Processor time of the stages that read and store pages, ms.'),
    stages: z
      .array(
        z.object({
          stage: z.enum(STAGES).describe('Name of the stage.'),
          workMs: z
            .number()
            .describe('How long it worked, summed over chunks, which may be at work side by side, ms.'),
          cpuMs: z
            .number()
            .nullable()
            .describe('Processor time of it, ms; null: not told. Fetching is waiting and has none.'),
        }),
      )
      .describe('The stages, in their order.'),
    temporalEvents: z
      .number()
      .nullable()
      .describe('Events of its workflow in Temporal; null: Temporal does not keep it any more, or is away.'),
    temporalParts: z
      .number()
      .nullable()
      .describe(
        'Histories of the run in Temporal, 1 for most: a long run is continued in a new one again and again; null: as above.',
      ),
    hosts: z.array(hostCost).describe('The hosts with the most requests, 100 at most.'),
    hostCount: z.number().describe('Hosts in all; of more than 100 a lower bound.'),
    otherHosts: hostCost.omit({ host: true }).nullable().describe('The others, summed up; null: none.'),
    byHost: z.boolean().describe('False: chunks of an earlier version are not among the hosts.'),
    links,
  })
  .meta({ id: 'RunReceipt' });

export type RunReceiptView = z.infer<typeof runReceipt>;
