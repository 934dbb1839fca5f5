/**
 * What is known of a request that failed:
 * - `throttled`: turned away; it did not happen.
 * - `unsent`: it never reached the service.
 * - `refused`: the service said no for a reason that is neither load nor ours, such as a missing permission.
 * - `ambiguous`: it was sent and no word came back; it may have happened, and may happen yet.
 */
export type RequestFailure = 'throttled' | 'unsent' | 'refused' | 'ambiguous';

const throttles = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'ThrottledException',
  'TooManyRequestsException',
  'LimitExceededException',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ReplicatedWriteConflictException',
]);
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);
/** Requests that were wrong, or whose refusal is an answer: whoever sent them has to know what they mean. */
const answers = new Set([
  'ValidationException',
  'SerializationException',
  'ConditionalCheckFailedException',
  'TransactionCanceledException',
  'IdempotentParameterMismatchException',
]);

/** What became of a request, by what its sending threw; nothing when it is no failure of the world. */
export function requestFailure(thrown: unknown): RequestFailure | undefined {
  if (!(thrown instanceof Error) || answers.has(thrown.name)) return undefined;
  const { name, code, $fault, $metadata } = thrown as Error & {
    code?: unknown;
    $fault?: unknown;
    $metadata?: { httpStatusCode?: number };
  };
  if (throttles.has(name)) return 'throttled';
  if (typeof code === 'string' && neverSent.has(code)) return 'unsent';
  if (name === 'CredentialsProviderError') return 'unsent';
  const status = $metadata?.httpStatusCode;
  if (status === 429) return 'throttled';
  // Only an answer that was read to its end, which the SDK marks, says why: half of one may be of anything.
  if (status !== undefined && status >= 400 && status < 500 && $fault !== undefined) return 'refused';
  if (status !== undefined) return 'ambiguous';
  const cutOff = name === 'TimeoutError' || name === 'AbortError' || typeof code === 'string';
  return cutOff ? 'ambiguous' : undefined;
}
