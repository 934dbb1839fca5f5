import { createHash, createPublicKey, verify } from 'node:crypto';
import type { History, KeySet, RefusalReceipt } from '@gaveldrop/protocol';

// Worked out with Node's own cryptography and JSON, and with nothing of the code under test.

export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** JSON with its keys in order; what is absent is not in it. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, inOrder(inner)]));
}

export const sealedText = (purpose: string, value: object): string =>
  `gaveldrop ${purpose} 1\n${JSON.stringify(inOrder(value))}`;

/** The head of a history's chain, entry by entry. @throws when an entry does not name the one before it. */
export function headOf({
  dropId,
  lotId,
  entries,
}: Pick<History, 'dropId' | 'lotId' | 'entries'>): string | undefined {
  let head: string | undefined;
  for (const entry of entries) {
    if (entry.previousHash !== head)
      throw new Error(`${entry.sequence} follows ${entry.previousHash}, not ${head}`);
    head = sha256(sealedText('history entry', { dropId, lotId, ...entry }));
  }
  return head;
}

/** What a history commits to for the maximum of each sequence. */
export const commitmentsIn = ({ entries }: Pick<History, 'entries'>): Record<number, string> =>
  Object.fromEntries(
    entries.flatMap(({ sequence, events }) =>
      events.flatMap((event) =>
        event.type === 'BidAccepted' && event.amountCommitment !== undefined
          ? [[sequence, event.amountCommitment]]
          : [],
      ),
    ),
  );

/** The commitment that an amount and a salt make. */
export const maximumCommitment = ({
  amountCents,
  salt,
}: {
  amountCents: number;
  salt?: string | undefined;
}) => sha256(sealedText('maximum', { amountCents, salt }));

/** Whether a refusal's receipt is signed by one of the keys. */
export function isSigned({ keyId, signature, ...form }: RefusalReceipt, { keys }: KeySet): boolean {
  const key = keys.find(({ kid }) => kid === keyId);
  if (key === undefined) return false;
  const publicKey = createPublicKey({ key: { kty: key.kty, crv: key.crv, x: key.x }, format: 'jwk' });
  const text = Buffer.from(sealedText('refusal', form), 'utf8');
  return verify(null, text, publicKey, Buffer.from(signature, 'base64url'));
}
