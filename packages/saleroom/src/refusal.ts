/** A correct answer "no" to an HTTP request: a stable code, a sentence for people, and the field it is about. */
export type Refusal = {
  readonly kind: 'refused';
  readonly code: RefusalCode;
  readonly detail: string;
  readonly field?: string;
};
export type RefusalCode =
  | 'invalid-field'
  | 'drop-unknown'
  | 'lot-unknown'
  | 'paddle-unknown'
  | 'statement-unknown'
  | 'not-auctioneer'
  | 'not-this-seller'
  | 'origin-not-allowed'
  | 'too-many-connections'
  | 'drop-exists'
  | 'lot-exists'
  | 'lot-not-scheduled'
  | 'lots-max'
  | 'paddle-not-registered'
  | 'suspended-paddles-max'
  | 'busy';
export type Outcome<T> = { readonly kind: 'done'; readonly value: T } | Refusal;

export const refuse = (code: RefusalCode, detail: string, field?: string): Refusal => ({
  kind: 'refused',
  code,
  detail,
  ...(field === undefined ? {} : { field }),
});
export const done = <T>(value: T): Outcome<T> => ({ kind: 'done', value });

export const dropUnknown = (): Refusal => refuse('drop-unknown', 'there is no such drop', 'dropId');
export const lotUnknown = (): Refusal => refuse('lot-unknown', 'there is no such lot in this drop', 'lotId');
export const notAuctioneer = (): Refusal =>
  refuse('not-auctioneer', 'only an auctioneer of this drop may do that');
