/** A number that carries its unit in its type; at run time it is a plain number. */
type Unit<Name extends string> = number & { readonly __unit: Name };
/** A string that carries what it names in its type; at run time it is a plain string. */
type Name<Of extends string> = string & { readonly __name: Of };

/** Money: integer minor units of the drop's currency, from -(2^53 - 1) to 2^53 - 1. */
export type Cents = Unit<'Cents'>;
/** A rate in hundredths of a percent: 10,000 is the whole. */
export type BasisPoints = Unit<'BasisPoints'>;
/** An instant: whole milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = Unit<'EpochMs'>;
/** A length of time: whole milliseconds, zero or more. */
export type DurationMs = Unit<'DurationMs'>;
/** A lot's committed changes, counted from 1 (its entry in the catalogue). */
export type Sequence = Unit<'Sequence'>;
/** A lot's place in its drop's catalogue, from 1. */
export type LotNumber = Unit<'LotNumber'>;
/** A bidder's registration in one drop, from 1 to 65,535 (two bytes in the lot item). */
export type PaddleNumber = Unit<'PaddleNumber'>;

/** Ids made by us are ULIDs: 26 characters of Crockford's base 32. */
export type DropId = Name<'DropId'>;
export type LotId = Name<'LotId'>;
export type RulesId = Name<'RulesId'>;
export type BidId = Name<'BidId'>;
export type CommandId = Name<'CommandId'>;
/** Whoever the token issuer says is signed in (its `sub`); sellers are named by it too. */
export type UserId = Name<'UserId'>;
export type SellerId = UserId;
export type ConnectionId = Name<'ConnectionId'>;

/** A link of a lot's chain of history: the SHA-256 of an entry, 64 lower-case hexadecimal characters. */
export type ChainHash = Name<'ChainHash'>;

/** A belief about our own code that must hold; when it does not, this throws and the event is retried or alarmed. */
export function assert(holds: boolean, belief: string): asserts holds {
  if (!holds) throw new Error(`bug: ${belief}`);
}

/** Ends a `switch` over a union: a case left out does not compile. */
export function assertNever(value: never): never {
  throw new Error(`bug: unexpected case ${JSON.stringify(value)}`);
}

function whole<T extends number>(value: number, min: number, max: number, name: string): T {
  assert(
    Number.isInteger(value) && value >= min && value <= max,
    `${name} must be whole, ${min} to ${max}: ${value}`,
  );
  return value as T;
}

const safe = Number.MAX_SAFE_INTEGER;

/** @throws (a bug) unless `value` is a whole number that a double holds exactly; so do its siblings below. */
export const cents = (value: number): Cents => whole(value, -safe, safe, 'cents');
export const basisPoints = (value: number): BasisPoints => whole(value, 0, safe, 'basis points');
export const epochMs = (value: number): EpochMs => whole(value, 0, safe, 'instant');
export const durationMs = (value: number): DurationMs => whole(value, 0, safe, 'duration');
export const sequence = (value: number): Sequence => whole(value, 0, safe, 'sequence');
export const lotNumber = (value: number): LotNumber => whole(value, 1, 99_999, 'lot number');
export const paddleNumber = (value: number): PaddleNumber => whole(value, 1, 65_535, 'paddle number');

/** @throws (a bug) unless `text` is 64 lower-case hexadecimal characters. */
export function chainHash(text: string): ChainHash {
  assert(/^[0-9a-f]{64}$/.test(text), `not a SHA-256: ${text}`);
  return text as ChainHash;
}
