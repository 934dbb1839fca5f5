import type { DropId } from '@gaveldrop/units';
import type { TicketResult } from './drop-client-api.ts';
import type { SaleroomHttp } from './saleroom-http.ts';
import { isPassing, isSaleroomProblem } from './saleroom-problem.ts';

/**
 * The client's port for tickets, over HTTP: a refusal is given back with its code, a passing fault is thrown, so that the
 * client tries again after a back-off. Too many requests at once is given back too: it says that this phone is one of many.
 * @throws SaleroomProblem when the saleroom cannot be reached, or met a fault
 */
export function ticketTaker(
  saleroom: Pick<SaleroomHttp, 'takeTicket'>,
  dropId: DropId,
): () => Promise<TicketResult> {
  return async () => {
    try {
      const { ticket } = await saleroom.takeTicket(dropId);
      return { kind: 'ticket', ticket };
    } catch (problem) {
      if (!isSaleroomProblem(problem)) throw problem;
      if (isPassing(problem) && problem.status !== 429) throw problem;
      return { kind: 'refused', code: problem.code, message: problem.detail };
    }
  };
}
