import { clientLimits } from './client-limits.ts';

/** What the feed's server said, as far as it matters. */
export type FeedFrame =
  /** It takes subscriptions, and is never silent for longer. */
  | { readonly kind: 'acknowledged'; readonly silenceMaxMs: number }
  | { readonly kind: 'subscribed' }
  /** It refuses the connection, a subscription, or some message. */
  | {
      readonly kind: 'refused';
      readonly what: 'connection' | 'subscription' | 'message';
      readonly code: string;
      readonly message: string;
    }
  /** Something was published that could not be passed on. */
  | { readonly kind: 'undelivered' }
  /** It only shows that it is there. */
  | { readonly kind: 'alive' }
  /** Events, each the JSON text of a message. */
  | { readonly kind: 'events'; readonly texts: readonly string[] }
  | { readonly kind: 'invalid'; readonly message: string };

type Fields = Readonly<Record<string, unknown>>;

const invalid = (message: string): FeedFrame => ({ kind: 'invalid', message });

/** A text from the feed's socket as what it is; whatever it is, nothing is thrown. */
export function readFeedFrame(text: string): FeedFrame {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return invalid('the feed sent something that is not JSON');
  }
  if (typeof value !== 'object' || value === null) return invalid('the feed sent something that is no frame');
  const frame = value as Fields;
  switch (frame.type) {
    case 'connection_ack':
      return { kind: 'acknowledged', silenceMaxMs: silenceMaxMsOf(frame.connectionTimeoutMs) };
    case 'subscribe_success':
      return { kind: 'subscribed' };
    case 'connection_error':
      return { kind: 'refused', what: 'connection', ...firstError(frame) };
    case 'subscribe_error':
      return { kind: 'refused', what: 'subscription', ...firstError(frame) };
    case 'error':
    case 'unsubscribe_error':
      return { kind: 'refused', what: 'message', ...firstError(frame) };
    case 'broadcast_error':
      return { kind: 'undelivered' };
    case 'ka':
    case 'unsubscribe_success':
      return { kind: 'alive' };
    case 'data':
      return eventsOf(frame.event);
    default:
      return invalid(`the feed sent a frame of an unknown type: ${String(frame.type).slice(0, 40)}`);
  }
}

/** One event comes as its text, or in a list. */
function eventsOf(event: unknown): FeedFrame {
  const texts: unknown[] = Array.isArray(event) ? event : [event];
  if (texts.length === 0 || !texts.every((one) => typeof one === 'string'))
    return invalid('the feed sent data that holds no text');
  return { kind: 'events', texts };
}

function silenceMaxMsOf(said: unknown): number {
  const { feedSilenceMs, feedSilenceMinMs, feedSilenceMaxMs } = clientLimits;
  if (typeof said !== 'number' || !Number.isFinite(said)) return feedSilenceMs;
  return Math.min(feedSilenceMaxMs, Math.max(feedSilenceMinMs, Math.floor(said)));
}

const textOr = (value: unknown, otherwise: string): string =>
  typeof value === 'string' && value !== '' ? value : otherwise;

function firstError({ errors }: Fields): { readonly code: string; readonly message: string } {
  const first: unknown = Array.isArray(errors) ? errors[0] : undefined;
  const { errorType, message } = (typeof first === 'object' && first !== null ? first : {}) as Fields;
  return { code: textOr(errorType, 'unknown'), message: textOr(message, 'the feed does not say why') };
}
