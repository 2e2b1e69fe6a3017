// Sums and products. Whole numbers are exact up to 64 bits; Decimal128 is refused, not rounded.
import { Long } from 'bson';
import { StoreError } from '../failure.ts';

const MAX_INT64 = 2n ** 63n - 1n;

function isLong(value: unknown): value is Long {
  return value instanceof Long;
}

function toBigInt(value: unknown): bigint | undefined {
  if (isLong(value)) return value.toBigInt();
  return typeof value === 'number' && Number.isInteger(value) ? BigInt(value) : undefined;
}

function requireNumber(value: unknown, operator: string): void {
  if (typeof value === 'number' || isLong(value)) return;
  if (
    typeof value === 'object' &&
    value !== null &&
    '_bsontype' in value &&
    value._bsontype === 'Decimal128'
  ) {
    throw new StoreError('CommandNotSupported', `${operator} on Decimal128 is not supported`);
  }
  throw new StoreError('TypeMismatch', `${operator} needs a number, found ${JSON.stringify(value)}`);
}

type Operator = '$inc' | '$mul';

export function combine(operator: Operator, old: unknown, operand: unknown): unknown {
  requireNumber(operand, operator);
  if (old === undefined) return operator === '$inc' ? operand : 0;
  requireNumber(old, operator);
  if (typeof old === 'number' && typeof operand === 'number') {
    const result = combineNumbers(operator, old, operand);
    if (result !== undefined) return result;
  }
  const left = toBigInt(old);
  const right = toBigInt(operand);
  if (left === undefined || right === undefined) {
    return operator === '$inc' ? Number(old) + Number(operand) : Number(old) * Number(operand);
  }
  return stored(operator === '$inc' ? left + right : left * right, operator);
}

/** Undefined: both are whole, and the result is too large to be exact. */
function combineNumbers(operator: Operator, old: number, operand: number): number | undefined {
  const result = operator === '$inc' ? old + operand : old * operand;
  // Whole numbers have no negative zero.
  if (result === 0) return 0;
  const isWhole = Number.isInteger(old) && Number.isInteger(operand);
  return Number.isSafeInteger(result) || !isWhole ? result : undefined;
}

function stored(exact: bigint, operator: Operator): number | Long {
  if (exact > MAX_INT64 || exact < -MAX_INT64 - 1n) {
    throw new StoreError('BadValue', `${operator} overflows a 64-bit integer`);
  }
  const small = Number(exact);
  return Number.isSafeInteger(small) ? small : Long.fromBigInt(exact);
}
