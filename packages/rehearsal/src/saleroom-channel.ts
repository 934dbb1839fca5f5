import type { ChildProcess } from 'node:child_process';

/** What only the process that started a saleroom may ask of it. Functions go by what people call them. */
export type SaleroomChannel = {
  /**
   * Ends an instance of a function as a crash would, `afterMs` into the next event that one gets within `withinMs`, else
   * when that time is over. @returns whether it had an event in its hands.
   * @throws when there is no such function, or no saleroom any more.
   */
  readonly endInstance: (
    name: string,
    moment: { readonly withinMs: number; readonly afterMs: number },
  ) => Promise<boolean>;
  /** Waits for a function's next event. @returns whether one came within `withinMs`. @throws as above. */
  readonly nextEvent: (name: string, withinMs: number) => Promise<boolean>;
};

/** Asks a saleroom in a process of its own, over the channel that Node gives to parent and child. */
export function saleroomChannel(child: ChildProcess): SaleroomChannel {
  let asked = 0;
  const ask = (request: object): Promise<boolean> =>
    new Promise((resolve, reject) => {
      asked += 1;
      const id = asked;
      const leave = (): void => {
        child.off('message', onMessage);
        child.off('exit', onGone);
      };
      const onMessage = (message: unknown): void => {
        if (typeof message !== 'object' || message === null || !('id' in message) || message.id !== id)
          return;
        leave();
        if ('atWork' in message) resolve(message.atWork === true);
        else reject(new Error('problem' in message ? String(message.problem) : 'it talks nonsense'));
      };
      const onGone = (): void => {
        leave();
        reject(new Error('the saleroom is gone'));
      };
      child.on('message', onMessage);
      child.once('exit', onGone);
      if (child.exitCode !== null || child.signalCode !== null) return onGone();
      child.send({ id, ...request }, (fault) => {
        if (fault !== null) onGone();
      });
    });
  return {
    endInstance: (name, moment) => ask({ ask: 'end-instance', name, ...moment }),
    nextEvent: (name, withinMs) => ask({ ask: 'next-event', name, withinMs }),
  };
}
