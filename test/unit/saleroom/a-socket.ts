import { admit, issueTicket, type Person, type Principal } from '@gaveldrop/saleroom';
import type { ConnectionId } from '@gaveldrop/units';
import { dropId, finish, outcomeOf, page, type Saleroom } from './a-saleroom.ts';

/** A ticket for the saleroom's drop. @throws when there is none. */
export const ticketFor = async (room: Saleroom, person: Person, ports = room.ports): Promise<string> =>
  outcomeOf(await issueTicket(ports, person, dropId, page)).ticket;

/** A handshake with a ticket: who it lets in, if anybody. */
export const shakeHands = (
  room: Saleroom,
  ticket: string,
  connection: string,
  ports = room.ports,
): Promise<Principal | undefined> => finish(room, admit(ports, ticket, page, connection as ConnectionId));

/** From now on the socket is up; whether it still is. */
export function bringUp(room: Saleroom, connection: string): () => boolean {
  let up = true;
  const closed = (): void => {
    up = false;
  };
  room.ports.broadcast.attach(connection as ConnectionId, { hear: () => undefined, closed });
  return () => up;
}

/** Takes a ticket, shakes hands and is up, without a hello. @throws when it is not let in. */
export async function aSocket(room: Saleroom, person: Person, connection: string): Promise<() => boolean> {
  const principal = await shakeHands(room, await ticketFor(room, person), connection);
  if (principal === undefined) throw new Error(`${connection} is not let in`);
  return bringUp(room, connection);
}
