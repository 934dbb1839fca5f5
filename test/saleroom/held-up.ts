/** What one plain request may take on a machine that has nothing else to do. */
const readMs = 100;

/**
 * Reads a snapshot with a plain request. @returns how much longer that took than on an idle machine: what is measured at the
 * same time was held up by so much, whoever did it.
 */
export async function heldUpMs(httpUrl: string, dropId: string): Promise<number> {
  const startedAtMs = performance.now();
  const answer = await fetch(`${httpUrl}/drops/${dropId}/snapshot`);
  await answer.text();
  return Math.max(0, performance.now() - startedAtMs - readMs);
}
