/** What one plain request may take on a machine that has nothing else to do. */
const readMs = 100;

/** The most that is put down to the machine: what is slower than that proves nothing. */
const heldUpMostMs = 500;

/**
 * Reads a snapshot with a plain request. @returns how much longer that took than on an idle machine: what is measured at the
 * same time was held up by so much, whoever did it; never more than half a second.
 */
export async function heldUpMs(httpUrl: string, dropId: string): Promise<number> {
  const startedAtMs = performance.now();
  const answer = await fetch(`${httpUrl}/drops/${dropId}/snapshot`);
  await answer.text();
  return Math.min(heldUpMostMs, Math.max(0, performance.now() - startedAtMs - readMs));
}
