import type { LotAnswer } from '@gaveldrop/protocol';
import { describe, expect, test } from 'vitest';
import { DropWorld, lotId, openLot } from './drop-world.ts';

const auctioneer = async (): Promise<DropWorld> => {
  const world = new DropWorld();
  const socket = await world.connect();
  socket.say(world.welcome({ you: { role: 'auctioneer' }, lots: [openLot()] }));
  return world;
};
const answer = (world: DropWorld, commandId: string | undefined, fields: object): object => ({
  type: 'lot-answer',
  commandId,
  lotId,
  serverNowMs: world.serverNowMs,
  ...fields,
});
/** Gives a command and keeps what its promise came to. */
const give = (world: DropWorld): { answer?: LotAnswer; error?: Error } => {
  const outcome: { answer?: LotAnswer; error?: Error } = {};
  world.client.command({ lotId, command: 'hammer' }).then(
    (answered) => {
      outcome.answer = answered;
    },
    (error: Error) => {
      outcome.error = error;
    },
  );
  return outcome;
};

describe('a command', () => {
  test('[L2] carries its own id and resolves with its answer, whose lot is taken', async () => {
    const world = await auctioneer();
    const given = give(world);
    const [sent] = world.socket.of('lot');
    expect(sent).toMatchObject({ action: 'lot', lotId, command: 'hammer' });
    world.socket.say(
      answer(world, sent?.commandId, { outcome: 'done', lot: openLot({ sequence: 6 as never }) }),
    );
    await world.settle();
    expect(given.answer).toMatchObject({ outcome: 'done', commandId: sent?.commandId });
    expect(world.client.state().lots[0]?.sequence).toBe(6);
  });

  test('a refusal is an answer', async () => {
    const world = await auctioneer();
    const given = give(world);
    world.socket.say(
      answer(world, world.socket.of('lot')[0]?.commandId, { outcome: 'refused', code: 'lot-closed' }),
    );
    await world.settle();
    expect(given.answer).toMatchObject({ outcome: 'refused', code: 'lot-closed' });
  });

  test('a withdrawal carries its reason', async () => {
    const world = await auctioneer();
    void world.client.command({ lotId, command: 'withdraw', reason: 'Damaged' }).catch(() => {});
    expect(world.socket.of('lot')[0]).toMatchObject({ command: 'withdraw', reason: 'Damaged' });
  });

  test('one that does not fit the wire is refused at once and not sent', async () => {
    const world = await auctioneer();
    await expect(world.client.command({ lotId, command: 'withdraw' })).rejects.toThrow('reason');
    expect(world.socket.of('lot')).toHaveLength(0);
  });

  test('unanswered for 3 s, it is sent again by its id', async () => {
    const world = await auctioneer();
    give(world);
    await world.advance(3_000);
    const sent = world.socket.of('lot');
    expect(sent).toHaveLength(2);
    expect(sent[1]).toEqual(sent[0]);
  });

  test.each(['busy', 'unknown'] as const)('answered %s, it is sent again after a moment', async (outcome) => {
    const world = await auctioneer();
    const given = give(world);
    world.socket.say(answer(world, world.socket.of('lot')[0]?.commandId, { outcome }));
    await world.advance(199);
    expect(world.socket.of('lot')).toHaveLength(1);
    await world.advance(501);
    expect(world.socket.of('lot')).toHaveLength(2);
    expect(given).toEqual({});
  });

  test('after a lost connection it is sent again by its id', async () => {
    const world = await auctioneer();
    const given = give(world);
    const [sent] = world.socket.of('lot');
    world.socket.close();
    const next = await world.reconnect();
    expect(next.of('lot')).toHaveLength(0);
    next.say(world.welcome({ you: { role: 'auctioneer' } }));
    expect(next.of('lot')).toEqual([sent]);
    next.say(answer(world, sent?.commandId, { outcome: 'done', repeated: true }));
    await world.settle();
    expect(given.answer).toMatchObject({ outcome: 'done', repeated: true });
  });

  test('found wrong by the server, it is refused, and the last error says why', async () => {
    const world = await auctioneer();
    const given = give(world);
    world.socket.say({ type: 'error', code: 'not-allowed', message: 'only an auctioneer may', of: 'lot' });
    await world.settle();
    expect(given.answer).toMatchObject({ type: 'lot-answer', outcome: 'refused' });
    expect(world.client.state().lastError?.code).toBe('not-allowed');
  });

  test('come too fast, it is sent again by its id and answered then', async () => {
    const world = await auctioneer();
    const given = give(world);
    const [sent] = world.socket.of('lot');
    world.socket.say({ type: 'error', code: 'slow-down', message: 'send it again later', of: 'lot' });
    await world.advance(3_000);
    expect(given).toEqual({});
    expect(world.socket.of('lot')).toEqual([sent, sent]);
  });

  test('it rejects only when the client stops', async () => {
    const world = await auctioneer();
    const given = give(world);
    world.client.stop();
    await world.settle();
    expect(given.error?.message).toBe('the client stopped before hammer was answered');
    expect(world.timersRunning).toBe(0);
  });
});
