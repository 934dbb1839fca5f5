/**
 * Waits for all, then throws the first failure: what is still starting when another part fails must have come so far that
 * it can be ended.
 */
export async function settleAll<T extends readonly unknown[]>(
  ...work: { readonly [At in keyof T]: Promise<T[At]> }
): Promise<T> {
  const results = await Promise.allSettled(work);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  return results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as unknown as T;
}
