/** Why a transaction did not happen. */
export type CancelledTransaction = {
  /** Places, from 0, of the writes whose own condition did not hold; none when only load or another transaction was in the way. */
  readonly conditionFailedAt: readonly number[];
};

const inTheWay = new Set(['TransactionConflict', 'ProvisionedThroughputExceeded', 'ThrottlingError']);

/** What a cancelled transaction says of itself; nothing when the error is another, or another reason is among its reasons. */
export function cancelledTransaction(thrown: unknown): CancelledTransaction | undefined {
  if (!(thrown instanceof Error) || thrown.name !== 'TransactionCanceledException') return undefined;
  const { CancellationReasons } = thrown as Error & {
    CancellationReasons?: readonly { readonly Code?: string }[];
  };
  const codes = (CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');
  const conditionFailedAt = codes.flatMap((code, at) => (code === 'ConditionalCheckFailed' ? [at] : []));
  if (conditionFailedAt.length === 0 && !codes.some((code) => inTheWay.has(code))) return undefined;
  return { conditionFailedAt };
}
