// When stored versions are read again: after a change of what is read or compared, and only then.
import { describe, expect, it } from 'vitest';
import { hasher } from '../../../../adapters/clock/ids.ts';
import { jobConfigSchema } from '../../../../domain/config/schema.ts';
import { extractionVersion } from '../../../../domain/run/stage/extraction-version.ts';

function version(config: object): string {
  const source = { kind: 'pages', urls: ['https://s.example/'] };
  return extractionVersion(jobConfigSchema.parse({ source, ...config }), hasher);
}

describe('the extraction version', () => {
  it.each([
    { changes: { scope: { include: ['main'] } } },
    { changes: { scope: { exclude: ['main'] } } },
    { changes: { bodyParts: ['.hours'] } },
    { changes: { frameParts: ['.hours'] } },
    { changes: { ignoreText: ['ad'] } },
    { changes: { triggerText: ['ad'] } },
    { changes: { minSeverity: 'major' } },
    { changes: { onlyNumbersBeyondPercent: 0 } },
    { changes: { watch: 'price-and-stock' } },
    { changes: { priceRules: [{ kind: 'any-change' }] } },
    { fields: [{ name: 'price', locators: [{ selector: '.price' }] }] },
  ])('is another with %j', (config) => {
    expect(version(config)).not.toBe(version({}));
  });

  it('stays with what changes neither reading nor comparing', () => {
    const others = {
      tolerance: 0.1,
      changes: { confirm: true, scope: {}, bodyParts: [], frameParts: [], watch: 'page', priceRules: [] },
      schedule: { kind: 'interval', everyMs: 60_000 },
    };
    expect(version(others)).toBe(version({}));
  });

  it('is another with another price rule, and the same with another name for it', () => {
    const of = (rule: object): string => version({ changes: { priceRules: [rule] } });
    expect(of({ kind: 'drop', percent: 5 })).not.toBe(of({ kind: 'drop', percent: 6 }));
    expect(of({ kind: 'drop', percent: 5 })).toBe(of({ name: 'cheaper', percent: 5, kind: 'drop' }));
  });
});
