import type { Paddle, PaddleStore } from '@gaveldrop/saleroom';
import { type DropId, paddleNumber } from '@gaveldrop/units';
import { copied } from './copied.ts';

/** Paddles in memory. */
export function memoryPaddleStore(): PaddleStore {
  const registers = new Map<DropId, Paddle[]>();
  const registerOf = (dropId: DropId): Paddle[] => {
    const register = registers.get(dropId) ?? [];
    registers.set(dropId, register);
    return register;
  };
  const shown = (paddle: Paddle | undefined): Paddle | undefined =>
    paddle === undefined ? undefined : copied(paddle);

  return {
    register: async (dropId, userId, name) => {
      const register = registerOf(dropId);
      const had = register.find((paddle) => paddle.userId === userId);
      if (had !== undefined) return copied(had);
      const paddle = copied({ dropId, paddleNumber: paddleNumber(register.length + 1), userId, name });
      register.push(paddle);
      return copied(paddle);
    },
    readByUser: async (dropId, userId) =>
      shown(registerOf(dropId).find((paddle) => paddle.userId === userId)),
    readByNumber: async (dropId, number) => shown(registerOf(dropId)[number - 1]),
    list: async (dropId) => copied(registerOf(dropId)),
    change: async (dropId, number, change) => {
      const register = registerOf(dropId);
      const paddle = register[number - 1];
      if (paddle === undefined) return false;
      register[number - 1] = copied({ ...paddle, ...change });
      return true;
    },
  };
}
