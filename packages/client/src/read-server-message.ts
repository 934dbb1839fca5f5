import { parseAs, type ServerMessage, serverMessageSchema } from '@gaveldrop/protocol';

export type ReadMessage =
  | { readonly kind: 'message'; readonly message: ServerMessage }
  /** The gateway's own word, which has no `type`: some message of ours met a fault, and nothing is known of it. */
  | { readonly kind: 'gateway' }
  | { readonly kind: 'invalid'; readonly code: string; readonly message: string };

/** A text from the socket as what it is. */
export function readServerMessage(text: string): ReadMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { kind: 'invalid', code: 'not-json', message: 'the server sent something that is not JSON' };
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value) && !('type' in value))
    return { kind: 'gateway' };
  const parsed = parseAs<ServerMessage>(serverMessageSchema, value);
  if (parsed.kind === 'valid') return { kind: 'message', message: parsed.value };
  return { kind: 'invalid', code: parsed.code, message: parsed.message };
}
