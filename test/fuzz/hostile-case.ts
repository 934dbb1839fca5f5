/** Who sends: a bidder of the drop, one suspended in it, the seller of its lots, somebody without a paddle, its auctioneer, and a bidder and an auctioneer of another drop. */
export const people = ['bea', 'sue', 'sam', 'uma', 'ava', 'bob', 'olga'] as const;
export type PersonName = (typeof people)[number];

export const socketRoutes = ['hello', 'bid', 'ping', 'lot', 'unknown'] as const;
export type SocketRoute = (typeof socketRoutes)[number];

/** A message on a socket; `route` is where the gateway hands it, or, when absent, where its action says. */
export type SocketCase = {
  readonly kind: 'socket';
  readonly who: PersonName;
  readonly route: SocketRoute | undefined;
  readonly text: string;
};

/** A request at one of the gateway's routes. */
export type HttpCase = {
  readonly kind: 'http';
  /** Nobody is signed in when absent. */
  readonly who: PersonName | undefined;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** The gateway hands over in base 64 what its type does not call text. */
  readonly isBase64Encoded: boolean;
};

/** A socket's handshake. */
export type HandshakeCase = {
  readonly kind: 'handshake';
  readonly query: Readonly<Record<string, string>> | undefined;
  readonly headers: Readonly<Record<string, string>> | undefined;
};

export type HostileCase = SocketCase | HttpCase | HandshakeCase;

/**
 * Names that stand in a case for ids that are known only when the saleroom is there: a case is the same on every saleroom.
 * Each time it is met, `«new»` is an id that was never there before.
 */
export const idNames = [
  'drop',
  'openLot',
  'scheduledLot',
  'soldLot',
  'otherDrop',
  'otherLot',
  'nowhere',
  'bensBid',
  'new',
] as const;
export type IdName = (typeof idNames)[number];

export const named = (name: IdName): string => `«${name}»`;

/** The text with ids in the place of their names. */
export const resolved = (text: string, idOf: (name: IdName) => string): string =>
  text.replace(/«(\w+)»/g, (whole, name) =>
    (idNames as readonly string[]).includes(name) ? idOf(name as IdName) : whole,
  );
