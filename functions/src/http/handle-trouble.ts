import { isFault } from '@gaveldrop/saleroom';
import type { Context } from 'hono';
import { countBug } from '../watch/watched.ts';
import { problem } from './problem.ts';
import { isAnswer } from './request.ts';

/** What a client hears of trouble: an answer we meant, a fault that may pass, or that something went wrong. */
export function handleTrouble(thrown: Error, _asked: Context): Response {
  if (isAnswer(thrown)) return thrown.response;
  console.error(thrown);
  countBug(thrown);
  if (isFault(thrown)) return problem('try-again', 'the saleroom could not be reached; send the same again');
  return problem('internal', 'something went wrong on our side; nothing was changed half-way');
}
