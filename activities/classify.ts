// The classify stage: the kind of page of each parsed row.
import { acceptedClass } from '../domain/reading/kind/accepted-answer.ts';
import { classifyPage } from '../domain/reading/kind/classify.ts';
import { stageKey } from '../domain/run/stage/stage-key.ts';
import type { ClassifyRow } from '../domain/run/stage/stage-row.ts';
import type { StageInput, TimedResult } from './contract.ts';
import { needFile } from './need-file.ts';
import type { StagePorts } from './stage-ports.ts';
import { timedStage } from './stage-time.ts';

export function createClassify(ports: StagePorts): { classify(input: StageInput): Promise<TimedResult> } {
  return {
    classify: (input) =>
      timedStage(ports, async () => {
        const scraped = await ports.files.read('scrape', needFile(input.files, 'scrape'));
        const parsed = await ports.files.read('parse', needFile(input.files, 'parse'));
        const rows = parsed.map((row, index): ClassifyRow => {
          if (row?.kind !== 'parsed') return null;
          const scrape = scraped[index];
          const found = classifyPage(row.features, scrape?.finalUrl ?? scrape?.url ?? '');
          return acceptedClass(found, scrape?.status);
        });
        const key = stageKey(input.runId, input.chunkNo, 'classify', ports.ids.ulid());
        await ports.files.write('classify', key, rows);
        return { file: key, rows: rows.length };
      }),
  };
}
