import { createAwsJsonCall } from './aws-json-call.ts';
import { pause } from './pause.ts';

const askAgainAfterMs = 50;
const askedForMs = 5_000;

/** A question that changes nothing, by the JSON protocol of one service. */
export type Question = {
  readonly service: string;
  readonly targetPrefix: string;
  readonly operation: string;
};

/** Asks an emulator until there is an answer, the time is over, or there is nobody to answer any more. */
export async function answersWithin(
  endpoint: string,
  { operation, ...service }: Question,
  ms: number,
  isThere: () => boolean,
): Promise<boolean> {
  const calls = createAwsJsonCall(endpoint, service);
  const deadlineMs = Date.now() + ms;
  try {
    while (isThere() && Date.now() < deadlineMs) {
      try {
        await calls.call(operation, {}, AbortSignal.timeout(askedForMs));
        return true;
      } catch {
        // It does not listen yet.
        await pause(askAgainAfterMs);
      }
    }
    return false;
  } finally {
    calls.close();
  }
}
