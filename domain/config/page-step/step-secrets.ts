// Secrets that steps fill in: encrypted before they are stored, shown as a mask, and kept by a change that sends the mask back.
import { type Fault, toPointer } from '../../system/fault.ts';
import { MASK } from '../../system/secret/mask.ts';
import { isSealed, type OpenedSecret, sealedFields, type SecretBox } from '../../system/secret/secret-box.ts';
import type { FillStep, PageStep } from '../../web/page-step/page-step.ts';

export function isSecretStep(step: PageStep): step is FillStep {
  // A value that looks encrypted is secret: passed as a plain one, it would be decrypted when it is filled in.
  return step.do === 'fill' && (step.secret === true || isSealed(step.value));
}

/** A secret that was encrypted for one field opens for no other. */
function purposeOf({ selector }: Pick<FillStep, 'selector'>): string {
  return `fill ${selector}`;
}

export function maskSteps<Step extends PageStep>(steps: readonly Step[]): Step[] {
  return steps.map((step) => (isSecretStep(step) ? { ...step, value: MASK } : step));
}

/** Faults for masks that stand for no value, because no step fills a secret into that field. */
export function stepMaskFaults(steps: unknown, kept: readonly PageStep[]): Fault[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: unknown, index): Fault[] => {
    if (typeof step !== 'object' || step === null || !('selector' in step && 'value' in step)) return [];
    const { selector, value } = step;
    if (value !== MASK || typeof selector !== 'string' || keptStep(kept, selector, 0) !== undefined)
      return [];
    const detail = `${MASK} keeps the secret that is filled into "${selector}", but there is none yet: give the value itself.`;
    return [
      { pointer: toPointer(['config', 'fetch', 'steps', index, 'value']), code: 'no-kept-value', detail },
    ];
  });
}

/** The stored step that a mask stands for: of several for one field, the one at the same position. */
export function keptStep(kept: readonly PageStep[], selector: string, nth: number): FillStep | undefined {
  const same = kept.flatMap((one) => (isSecretStep(one) && one.selector === selector ? [one] : []));
  return same[nth] ?? same[0];
}

/** As they are stored; a secret that stays the same keeps its ciphertext. */
export function sealSteps<Step extends PageStep>(
  box: SecretBox,
  steps: readonly Step[],
  kept: readonly PageStep[],
): Step[] {
  const seen = new Map<string, number>();
  return steps.map((step) => {
    if (step.do !== 'fill') return step;
    const nth = seen.get(step.selector) ?? 0;
    if (step.value === MASK || isSecretStep(step)) seen.set(step.selector, nth + 1);
    const known = keptStep(kept, step.selector, nth)?.value;
    if (step.value === MASK && known !== undefined)
      return { ...step, secret: true, value: isSealed(known) ? known : box.seal(known, purposeOf(step)) };
    if (!isSecretStep(step)) return step;
    const isSame = known !== undefined && clearOf(box, known, purposeOf(step)) === step.value;
    return isSame ? { ...step, value: known } : sealed(box, step);
  });
}

function sealed<Step extends FillStep>(box: SecretBox, step: Step): Step {
  return { ...step, value: box.seal(step.value, purposeOf(step)) };
}

function clearOf(box: Pick<SecretBox, 'open'>, value: string, purpose: string): string | null {
  const opened = box.open(value, purpose);
  return opened.ok ? opened.clear : null;
}

/** Encrypts what an older key has encrypted by today's; null when there is nothing of that kind. */
export function resealSteps(box: SecretBox, steps: readonly PageStep[]): PageStep[] | null {
  let isChanged = false;
  const fresh = steps.map((step) => {
    if (!isSecretStep(step) || sealedFields(step.value)?.keyId === box.keyId) return step;
    const clear = isSealed(step.value) ? clearOf(box, step.value, purposeOf(step)) : step.value;
    // The key is gone; whoever needs the value reports that.
    if (clear === null) return step;
    isChanged = true;
    return sealed(box, { ...step, value: clear });
  });
  return isChanged ? fresh : null;
}

/** With their secrets in clear, as a browser fills them in; or why one of them can't be decrypted. */
export function openSteps(
  box: Pick<SecretBox, 'open'>,
  steps: readonly PageStep[],
): { readonly ok: true; readonly steps: PageStep[] } | Exclude<OpenedSecret, { ok: true }> {
  const clear: PageStep[] = [];
  for (const step of steps) {
    if (step.do !== 'fill' || !isSealed(step.value)) {
      clear.push(step);
      continue;
    }
    const opened = box.open(step.value, purposeOf(step));
    if (!opened.ok) return { ok: false, detail: `the secret for "${step.selector}" ${opened.detail}` };
    clear.push({ ...step, secret: true, value: opened.clear });
  }
  return { ok: true, steps: clear };
}
