/** What the site's page may take on a machine that has nothing else to do. */
const readMs = 20;

/** How long after one the next is read. */
const pauseMs = 20;

/** The most that is put down to the machine: what is slower than that proves nothing. */
const heldUpMostMs = 500;

const pause = (ms: number): Promise<void> => new Promise((over) => setTimeout(over, ms));

/**
 * Reads the site's page again and again, which no function of the saleroom has a part in: what holds that up holds up all.
 * @returns what ends that, and says how much longer all of it took than on an idle machine; never more than half a second.
 */
export function watchMachine(siteUrl: string): () => Promise<number> {
  let isOver = false;
  const watching = (async (): Promise<number> => {
    let heldUpMs = 0;
    while (!isOver) {
      const startedAtMs = performance.now();
      await (await fetch(siteUrl)).text();
      heldUpMs += Math.max(0, performance.now() - startedAtMs - readMs);
      await pause(pauseMs);
    }
    return Math.min(heldUpMostMs, heldUpMs);
  })();
  return () => {
    isOver = true;
    return watching;
  };
}
