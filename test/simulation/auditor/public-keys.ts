/**
 * Every key that a message to a phone may have at its top, by its type; what its lots may have is checked lot by lot.
 * A key that is not here is private until somebody writes it down here.
 */
export const publicKeys: Readonly<Record<string, readonly string[]>> = {
  welcome: ['type', 'serverNowMs', 'drop', 'lots', 'more', 'you', 'pending'],
  'bid-answer': [
    'type',
    'bidId',
    'lotId',
    'outcome',
    'code',
    'askingPriceCents',
    'repeated',
    'sequence',
    'afterSequence',
    'receivedAtMs',
    'serverNowMs',
    'lot',
    'receipt',
  ],
  pong: ['type', 'sentAtMs', 'serverNowMs', 'lots'],
  'lot-answer': ['type', 'commandId', 'lotId', 'outcome', 'code', 'repeated', 'serverNowMs', 'lot'],
  lots: ['type', 'serverNowMs', 'lots'],
  error: ['type', 'code', 'message', 'of'],
  /** What the gateway says for a function that failed has no type. */
  '': ['message', 'connectionId', 'requestId'],
};

/** Keys inside `drop`, `you`, `receipt` and the entries of `pending`. */
export const innerKeys: Readonly<Record<'drop' | 'you' | 'receipt' | 'pending', readonly string[]>> = {
  drop: ['dropId', 'title', 'currency'],
  you: ['role', 'paddleNumber'],
  receipt: [
    'bidId',
    'lotId',
    'paddleNumber',
    'amountCents',
    'kind',
    'receivedAtMs',
    'code',
    'askingPriceCents',
    'sequence',
    'keyId',
    'signature',
  ],
  pending: ['bidId', 'outcome'],
};
