type Estimated = {
  readonly estimateLowCents?: number | undefined;
  readonly estimateHighCents?: number | undefined;
};

/** A lot's estimate, as far as it has one: `Estimate $50.00 to $80.00`. */
export function estimateWords(
  { estimateLowCents: low, estimateHighCents: high }: Estimated,
  money: (amountCents: number) => string,
): string | undefined {
  if (low !== undefined && high !== undefined && low !== high)
    return `Estimate ${money(low)} to ${money(high)}`;
  const one = low ?? high;
  return one === undefined ? undefined : `Estimate ${money(one)}`;
}
