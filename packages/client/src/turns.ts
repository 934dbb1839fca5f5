/** Runs a piece of work after those before it are done. */
export type Turn = (work: () => void) => void;

/**
 * One thing at a time: work that comes up while other work runs (a listener that bids, a socket that answers at once) waits
 * for its turn, so that nothing is seen half done. `afterwards` runs whenever no work is left; what it brings up has its turn too.
 */
export function turns(afterwards: () => void): Turn {
  const waiting: (() => void)[] = [];
  let running = false;
  return (work) => {
    waiting.push(work);
    if (running) return;
    running = true;
    try {
      while (waiting.length > 0) {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) next();
        afterwards();
      }
    } finally {
      running = false;
    }
  };
}
