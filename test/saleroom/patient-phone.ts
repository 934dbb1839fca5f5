import { setTimeout as sleep } from 'node:timers/promises';
import type { Heard, Phone } from './phone.ts';

const isTooFast = ({ code }: Heard): boolean => code === 'slow-down';

/** What a phone has heard, but for being told to slow down. */
export const inTime = ({ heard }: Phone): readonly Heard[] => heard.filter((message) => !isTooFast(message));

/** Sends a message, and again while it is too fast. @returns the first that is heard after it, but for pushes. */
export async function patientlyAsk(phone: Phone, message: unknown): Promise<Heard> {
  for (;;) {
    const before = new Set(phone.heard);
    phone.send(message);
    const answer = await phone.next((one) => one.type !== 'lots' && !before.has(one));
    if (!isTooFast(answer)) return answer;
    await sleep(100);
  }
}
