import type { Saleroom } from './start-saleroom.ts';
import { isRecord, type Properties } from './template-properties.ts';

type Asked = Pick<Saleroom, 'endFunctionInstance' | 'nextFunctionEvent'>;

/**
 * Lets the process that started this one end function instances and hear of their events, over the channel that Node gives
 * to parent and child and to nobody else. Each question has an `id`, which comes back with the answer: `atWork`, or the
 * `problem`. Without such a channel it does nothing.
 * @returns what closes the channel.
 */
export function serveParent(saleroom: Asked): () => void {
  if (process.send === undefined) return () => undefined;
  const tell = (answer: object): void => {
    if (process.connected) process.send?.(answer);
  };
  process.on('message', (message: unknown) => {
    if (!isRecord(message)) return;
    const { id } = message;
    answer(saleroom, message).then(
      (atWork) => tell({ id, atWork }),
      (cause: unknown) => tell({ id, problem: cause instanceof Error ? cause.message : String(cause) }),
    );
  });
  return () => {
    if (process.connected) process.disconnect();
  };
}

async function answer(saleroom: Asked, { ask, name, withinMs, afterMs }: Properties): Promise<boolean> {
  if (typeof name !== 'string' || typeof withinMs !== 'number') throw new Error('not a question');
  if (ask === 'next-event') return saleroom.nextFunctionEvent(name, withinMs);
  if (ask !== 'end-instance' || typeof afterMs !== 'number') throw new Error('not a question');
  return (await saleroom.endFunctionInstance(name, { withinMs, afterMs })).working;
}
