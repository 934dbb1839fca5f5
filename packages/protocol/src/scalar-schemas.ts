import {
  type BasisPoints,
  type BidId,
  type Cents,
  type CommandId,
  type DropId,
  type DurationMs,
  type EpochMs,
  isUlid,
  type LotId,
  type LotNumber,
  limits,
  type PaddleNumber,
  type RulesId,
  type Sequence,
  type UserId,
} from '@gaveldrop/units';
import * as z from 'zod/mini';

/** A schema whose values carry a unit or a name in their type; what it accepts on the wire is the plain value. */
type As<T> = z.ZodMiniType<T, T extends number ? number : string>;

const whole = <T extends number>(min: number, max: number): As<T> =>
  z.int().check(z.minimum(min), z.maximum(max)) as unknown as As<T>;

const ulidOf = <T extends string>(): As<T> =>
  z
    .string()
    .check(z.refine(isUlid, 'must be a ULID: 26 characters of Crockford base 32')) as unknown as As<T>;

/** 1 to `limits.amountCentsMax`. [B1] */
export const amountSchema: As<Cents> = whole(1, limits.amountCentsMax);
/** 0 to `limits.amountCentsMax`. */
export const centsSchema: As<Cents> = whole(0, limits.amountCentsMax);
/** Any sum of money, below zero included. */
export const balanceSchema: As<Cents> = whole(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
/** 0 to 10,000. */
export const rateSchema: As<BasisPoints> = whole(0, limits.rateBpMax);
export const instantSchema: As<EpochMs> = whole(0, Number.MAX_SAFE_INTEGER);
export const durationSchema: As<DurationMs> = whole(0, limits.closingMsMax);
export const sequenceSchema: As<Sequence> = whole(0, Number.MAX_SAFE_INTEGER);
export const lotNumberSchema: As<LotNumber> = whole(1, 99_999);
export const paddleSchema: As<PaddleNumber> = whole(1, 65_535);
export const lotIdSchema: As<LotId> = ulidOf();
export const dropIdSchema: As<DropId> = ulidOf();
export const rulesIdSchema: As<RulesId> = ulidOf();
export const bidIdSchema: As<BidId> = ulidOf();
export const commandIdSchema: As<CommandId> = ulidOf();
/** True for half a surrogate pair: no text on its own, and not for every store to keep. */
export const hasHalfCharacter = (value: string): boolean => /\p{Cs}/u.test(value);

/** A person as the token issuer names them: 1 to 128 characters, no control characters and no `#`. */
export const userIdSchema: As<UserId> = z.string().check(
  z.minLength(1),
  z.maxLength(128),
  z.refine((text) => !/[\p{Cc}#]/u.test(text), 'must have no control characters and no #'),
  z.refine((text) => !hasHalfCharacter(text), 'must be whole characters'),
) as unknown as As<UserId>;

/** Text for people: trimmed, at least `min` characters, no control characters but line breaks. */
export const text = (min: number, max: number): z.ZodMiniType<string, string> =>
  z.string().check(
    z.trim(),
    z.minLength(min),
    z.maxLength(max),
    z.refine((value) => !/[^\P{Cc}\n]/u.test(value), 'must have no control characters'),
    z.refine((value) => !hasHalfCharacter(value), 'must be whole characters'),
  );

/** A SHA-256, as 64 lower-case hexadecimal characters. */
export const hashSchema = z.string().check(z.regex(/^[0-9a-f]{64}$/));
