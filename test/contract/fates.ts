import type { Arrived, Fate, Reply } from './fateful-proxy.ts';

const json = (status: number, body: object): Reply => ({ status, body: Buffer.from(JSON.stringify(body)) });

const refusal = (status: number, name: string): Reply =>
  json(status, { __type: `com.amazonaws.dynamodb.v20120810#${name}`, message: `${name}, said the test` });

/** Turned away before it was tried, under this name. */
export const turnedAway =
  (name: string, status = 400): Fate =>
  ({ answer }) =>
    answer(refusal(status, name));

/** It happened, and the service says that it failed. */
export const happenedAndFailed =
  (name: string, status: number): Fate =>
  async ({ apply, answer }) => {
    await apply();
    answer(refusal(status, name));
  };

/** Cut off before the database had it. */
export const cutBefore: Fate = ({ cut }) => cut();

/** It happened; the socket is cut before a byte of the reply. */
export const cutAfter: Fate = async ({ apply, cut }) => {
  await apply();
  cut();
};

/** It happened; the reply breaks off in its middle. */
export const cutInReply: Fate = async ({ apply, answerPartly, cut }) => {
  const reply = await apply();
  answerPartly(reply, Math.max(1, reply.body.length - 1));
  setImmediate(cut);
};

/** An answer that is no JSON, as of something between us and the database; the database never had it. */
export const answeredByAnother: Fate = ({ answer }) =>
  answer({ status: 502, body: Buffer.from('<html>Bad Gateway</html>') });

/**
 * Fates in which the asker's time runs out.
 * @param timeOut moves the asker's timers on until it has let go.
 */
export function slowFates(timeOut: (letGo: Promise<void>) => Promise<void>) {
  const adrift: Arrived[] = [];
  const land = (): Promise<Reply> => {
    const arrived = adrift.shift();
    if (arrived === undefined) throw new Error('nothing is adrift');
    return arrived.apply();
  };
  return {
    /** It happened, but the reply comes too late. */
    answeredLate: async (arrived: Arrived): Promise<void> => {
      const reply = await arrived.apply();
      await timeOut(arrived.letGo);
      arrived.answer(reply);
    },
    /** It happened, and the reply never ends. */
    stalledInReply: async (arrived: Arrived): Promise<void> => {
      const reply = await arrived.apply();
      arrived.answerPartly(reply, Math.max(1, reply.body.length - 1));
      // The head of the reply has to be there before time moves on: it is what the SDK's own timeout ends with.
      for (let turn = 0; turn < 50; turn += 1) await new Promise((turned) => setImmediate(turned));
      await timeOut(arrived.letGo);
    },
    /** Nobody hears of it, and it happens only when somebody says `land`. */
    adrift: async (arrived: Arrived): Promise<void> => {
      adrift.push(arrived);
      await timeOut(arrived.letGo);
    },
    /** The oldest request that is adrift happens now. */
    land,
    /** What is adrift happens first, and then this. */
    overtaken: async ({ apply, answer }: Arrived): Promise<void> => {
      await land();
      answer(await apply());
    },
  };
}
