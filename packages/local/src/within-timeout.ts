/** What `work` comes to, or undefined when that takes longer than `timeoutMs`; the work itself goes on. */
export const withinTimeout = <T>(work: Promise<T>, timeoutMs: number): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => resolve(undefined), timeoutMs);
    work.then(resolve, reject).finally(() => clearTimeout(late));
  });
