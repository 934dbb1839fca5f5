/** Waits, but no longer than until `stopping`. */
export const pause = (ms: number, stopping?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (stopping?.aborted === true) {
      resolve();
      return;
    }
    const end = (): void => {
      clearTimeout(timer);
      stopping?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    stopping?.addEventListener('abort', end);
  });
