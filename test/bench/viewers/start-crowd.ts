import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FromCrowd, Hearsay, ToCrowd } from './crowd-messages.ts';

/** Viewers in a process of their own, which ends when this one does. */
export type Crowd = {
  /** Connects one more viewer at each address, and has it say hello. */
  readonly connect: (addresses: readonly string[], origin: string) => Promise<void>;
  /** What was heard since this was last called. @throws when a viewer was cut off meanwhile or heard nonsense. */
  readonly heard: () => Promise<Hearsay>;
  readonly stop: () => Promise<void>;
};

const script = fileURLToPath(new URL('./crowd-child.ts', import.meta.url));

export function startCrowd(): Crowd {
  const child = fork(script, [], { serialization: 'advanced' });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const wrong: string[] = [];
  const waiting = new Set<(message: FromCrowd | undefined) => void>();
  child.on('message', (message) => {
    const said = message as FromCrowd;
    if (said.kind === 'wrong') wrong.push(said.what);
    for (const look of [...waiting]) look(said);
  });
  void ended.then(() => {
    for (const look of [...waiting]) look(undefined);
  });
  const ask = <Kind extends FromCrowd['kind']>(
    question: ToCrowd,
    kind: Kind,
  ): Promise<Extract<FromCrowd, { kind: Kind }>> =>
    new Promise((resolve, reject) => {
      const look = (message: FromCrowd | undefined): void => {
        const [fault] = message === undefined ? ['the viewers are gone'] : wrong;
        if (fault === undefined && message?.kind !== kind) return;
        waiting.delete(look);
        if (fault !== undefined) reject(new Error(fault));
        else resolve(message as Extract<FromCrowd, { kind: Kind }>);
      };
      waiting.add(look);
      child.send(question);
    });
  return {
    connect: async (addresses, origin) => {
      await ask({ kind: 'connect', addresses, origin }, 'connected');
    },
    heard: () => ask({ kind: 'report' }, 'heard'),
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
